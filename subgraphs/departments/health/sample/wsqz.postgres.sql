-- 前置库 wsqz  PostgreSQL(原 SQL Server 前置机) UTF8  本地时间,无时区;只增不删,撤回的行打 D 标志并登记 SC_JL
CREATE SCHEMA IF NOT EXISTS wsqz;
SET search_path TO wsqz;

CREATE TABLE yljg (
  jgid varchar(32) PRIMARY KEY,
  jgmc varchar(200),
  tyshxydm varchar(18),
  zzjgdm varchar(20),
  fzr varchar(50),
  sfzh varchar(18),
  djh varchar(30),
  zlkm varchar(500),
  jgdz varchar(200),
  fzrq timestamp(0),
  yxqz timestamp(0),
  zt char(1),
  czbz char(1),
  crsj timestamp(0)
);
COMMENT ON TABLE yljg IS '医疗机构执业许可';
INSERT INTO yljg (jgid, jgmc, tyshxydm, zzjgdm, fzr, sfzh, djh, zlkm, jgdz, fzrq, yxqz, zt, czbz, crsj) VALUES ('JG0001', '安居区样例人民医院', '12510904459999022C', NULL, '吴某庚', '510904190001010071', '45999902251090411A1001', '内科;外科;儿科', '安居区样例镇健康路6号', '2019-05-10 00:00:00', '2034-05-09 00:00:00', '1', 'I', '2024-01-08 06:00:00');
INSERT INTO yljg (jgid, jgmc, tyshxydm, zzjgdm, fzr, sfzh, djh, zlkm, jgdz, fzrq, yxqz, zt, czbz, crsj) VALUES ('JG0002', '安居区样例夕照养老服务中心', NULL, 'MJXXXX06-9', '李某乙', '510904190001010020', 'MJXXXX06951090417D2202', '全科医疗科/中医科', '安居区示范乡样例村２组', '2020-11-02 00:00:00', '1900-01-01 00:00:00', '1', 'U', '2024-01-08 06:00:00');
INSERT INTO yljg (jgid, jgmc, tyshxydm, zzjgdm, fzr, sfzh, djh, zlkm, jgdz, fzrq, yxqz, zt, czbz, crsj) VALUES ('JG0003', '周某己', NULL, NULL, '周某己', '510904190001010060', 'PDY90012351090417D2212', '内科', '安居区样例镇样例小区8号', '2018-03-01 00:00:00', '2023-02-28 00:00:00', '2', 'I', '2024-01-08 06:00:00');
INSERT INTO yljg (jgid, jgmc, tyshxydm, zzjgdm, fzr, sfzh, djh, zlkm, jgdz, fzrq, yxqz, zt, czbz, crsj) VALUES ('JG0004', '遂宁样例磐石水泥有限公司', '915109042059900797', NULL, '吴某庚', '510904190001010071', '20599007951090417D3001', '内科', NULL, '2012-06-01 00:00:00', '2017-05-31 00:00:00', '1', 'D', '2024-03-02 06:00:00');

CREATE TABLE yljg_jy (
  jyid varchar(32) PRIMARY KEY,
  jgid varchar(32),
  jynd varchar(4),
  jyjl char(1),
  jyrq timestamp(0),
  zhqx timestamp(0),
  jyr varchar(50),
  czbz char(1),
  crsj timestamp(0)
);
COMMENT ON TABLE yljg_jy IS '医疗机构校验';
INSERT INTO yljg_jy (jyid, jgid, jynd, jyjl, jyrq, zhqx, jyr, czbz, crsj) VALUES ('JY0001', 'JG0001', '2024', '1', '2025-03-14 12:00:00', NULL, '张某甲', 'I', '2025-03-17 06:00:00');
INSERT INTO yljg_jy (jyid, jgid, jynd, jyjl, jyrq, zhqx, jyr, czbz, crsj) VALUES ('JY0002', 'JG0002', '2021', '2', '2022-04-08 12:00:00', '2022-10-07 12:00:00', '张某甲', 'I', '2024-01-08 06:00:00');
INSERT INTO yljg_jy (jyid, jgid, jynd, jyjl, jyrq, zhqx, jyr, czbz, crsj) VALUES ('JY0003', 'JG9999', '2024', '3', '2025-03-14 12:00:00', NULL, '张某甲', 'I', '2025-03-17 06:00:00');

CREATE TABLE ggcs (
  xkid varchar(32) PRIMARY KEY,
  dwmc varchar(200),
  tyshxydm varchar(18),
  gszch varchar(20),
  frdb varchar(50),
  sfzh varchar(18),
  xkzh varchar(60),
  lhdj varchar(10),
  fzrq timestamp(0),
  yxqz timestamp(0),
  zt char(1),
  czbz char(1),
  crsj timestamp(0)
);
COMMENT ON TABLE ggcs IS '公共场所卫生许可';
INSERT INTO ggcs (xkid, dwmc, tyshxydm, gszch, frdb, sfzh, xkzh, lhdj, fzrq, yxqz, zt, czbz, crsj) VALUES ('WX0001', '安居区样例便民超市', NULL, '510904600000131', '赵某丁', '510904190001010040', '川卫公证字〔2022〕第510904-000021号', 'B级', '2022-03-30 00:00:00', '2026-03-29 00:00:00', '1', 'I', '2024-01-08 06:00:00');
INSERT INTO ggcs (xkid, dwmc, tyshxydm, gszch, frdb, sfzh, xkzh, lhdj, fzrq, yxqz, zt, czbz, crsj) VALUES ('WX0002', '遂宁样例悦邻物业服务有限公司', '91510904MAXXXX189Y', '510904000001160', '张某甲', '510904190001010010', '川卫公证字〔2023〕第510904-000044号', 'a', '2023-07-01 00:00:00', '2027-06-30 00:00:00', '1', 'I', '2024-01-08 06:00:00');
INSERT INTO ggcs (xkid, dwmc, tyshxydm, gszch, frdb, sfzh, xkzh, lhdj, fzrq, yxqz, zt, czbz, crsj) VALUES ('WX0003', '遂宁样例远程物流有限公司', '91510904205990052F', '510904600000131', '陈某戊', '510904190001010050', '川卫公证字〔2016〕第510904-000003号', '', '2016-01-20 00:00:00', '2020-01-19 00:00:00', '2', 'I', '2024-01-08 06:00:00');

CREATE TABLE ws_cf (
  cfid varchar(32) PRIMARY KEY,
  dsrlx varchar(20),
  dsrmc varchar(200),
  tyshxydm varchar(18),
  zzjgdm varchar(20),
  sfzh varchar(18),
  cfwh varchar(80),
  ay varchar(200),
  cfzl varchar(100),
  fkje numeric(16,2),
  cfnr varchar(1000),
  cfrq timestamp(0),
  cfjg varchar(100),
  czbz char(1),
  crsj timestamp(0)
);
COMMENT ON TABLE ws_cf IS '卫生行政处罚';
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0001', '单位', '遂宁样例清流纸业有限公司', '91510904205990060A', NULL, NULL, '安卫职罚〔2024〕3号', '未按规定申报职业病危害项目', '警告;罚款', 50000.00, '警告,并处罚款5万元', '2024-05-21 10:30:00', '遂宁市安居区卫生健康局', 'I', '2024-05-23 06:00:00');
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0002', '个人', '安居区样例阿强汽修店', '92510904L2XXXX0193', NULL, '510904190001010040', '安卫公罚〔2022〕11号', '未取得公共场所卫生许可证擅自营业', '警告', NULL, '警告,经营者赵某丁510904190001010040', '2022-09-09 00:00:00', '遂宁市安居区卫生和计划生育局', 'I', '2024-01-08 06:00:00');
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0003', '个人', '王某丙', NULL, NULL, '510904190001010030', '安卫医罚〔2023〕7号', '非医师行医', '没收违法所得;罚款', 30000.00, '没收违法所得2000元,罚款3万元', '2023-12-01 00:00:00', '遂宁市安居区卫生健康局', 'I', '2024-01-08 06:00:00');
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0004', '单位', '遂宁样例磐石水泥有限公司', '915109042059900797', NULL, NULL, '安卫职罚〔2023〕9号', '未组织职业健康检查', '罚款', 0.50, '罚款5000元', '2023-03-17 00:00:00', '遂宁市安居区卫生健康局', 'I', '2024-01-08 06:00:00');
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0005', '单位', '遂宁样例众合劳务有限公司', '91510904MAXXXX218A', NULL, NULL, '安卫公罚〔2025〕2号', '未办理从业人员健康证', '罚款', 2000.00, '罚款2000元', '2025-01-10 00:00:00', '遂宁市安居区卫生健康局', 'D', '2025-02-02 06:00:00');
INSERT INTO ws_cf (cfid, dsrlx, dsrmc, tyshxydm, zzjgdm, sfzh, cfwh, ay, cfzl, fkje, cfnr, cfrq, cfjg, czbz, crsj) VALUES ('WC0006', '单位', '遂宁样例精工机械厂', '915109042059900872', '205990087', NULL, '安卫公罚〔2024〕18号', '二次供水水质不合格', '罚款;警告', 3000.00, '警告,罚款3000元', '2029-08-08 00:00:00', '遂宁市安居区卫生健康局', 'I', '2024-08-10 06:00:00');

CREATE TABLE zyb_sb (
  sbid varchar(32) PRIMARY KEY,
  dwmc varchar(200),
  tyshxydm varchar(18),
  lxr varchar(50),
  lxdh varchar(20),
  sbnd varchar(10),
  sbrq timestamp(0),
  fxdj varchar(10),
  czbz char(1),
  crsj timestamp(0)
);
COMMENT ON TABLE zyb_sb IS '职业病危害项目申报';
INSERT INTO zyb_sb (sbid, dwmc, tyshxydm, lxr, lxdh, sbnd, sbrq, fxdj, czbz, crsj) VALUES ('SB0001', '遂宁样例磐石水泥有限公司', '915109042059900797', '吴某庚', '13800000006', '2024', '2024-02-20 16:20:11', '严重', 'I', '2024-02-22 06:00:00');
INSERT INTO zyb_sb (sbid, dwmc, tyshxydm, lxr, lxdh, sbnd, sbrq, fxdj, czbz, crsj) VALUES ('SB0002', '遂宁样例磐石水泥有限公司', '915109042059900797', '吴某庚', '13800000006', '2024', '2024-06-03 09:11:00', '一般', 'U', '2024-06-05 06:00:00');
INSERT INTO zyb_sb (sbid, dwmc, tyshxydm, lxr, lxdh, sbnd, sbrq, fxdj, czbz, crsj) VALUES ('SB0003', '四川样例路桥股份有限公司', '91510000MAXXXX242J', '张某甲', '13800000007', '2025', '2025-03-01 00:00:00', '一般', 'I', '2025-03-03 06:00:00');

CREATE TABLE sc_jl (
  scid varchar(32) PRIMARY KEY,
  bm varchar(30),
  zj varchar(32),
  scyy varchar(200),
  scsj timestamp(0)
);
COMMENT ON TABLE sc_jl IS '撤回登记';
INSERT INTO sc_jl (scid, bm, zj, scyy, scsj) VALUES ('SC0001', 'YLJG', 'JG0004', '登记错误', '2024-03-01 15:00:00');
INSERT INTO sc_jl (scid, bm, zj, scyy, scsj) VALUES ('SC0002', 'WS_CF', 'WC0005', '处罚决定撤销', '2025-02-01 09:00:00');
