-- 前置库 gajh  PostgreSQL(原 Oracle 11g 结构) UTF8  代码列为定长 CHAR,不足补空格;日期均为 8 位文字
CREATE SCHEMA IF NOT EXISTS gajh;
SET search_path TO gajh;

CREATE TABLE tzhy_xk (
  xkid varchar(20) PRIMARY KEY,
  dwmc varchar(200),
  tyshxydm char(20),
  zzjgdm char(20),
  jyzxm varchar(50),
  jyzsfz varchar(18),
  hylb char(4),
  xkzh varchar(60),
  fzrq char(8),
  yxqz char(8),
  zt char(1),
  zxrq char(8)
);
COMMENT ON TABLE tzhy_xk IS '特种行业许可';
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0001', '遂宁样例宏建建筑工程有限公司', '9151090420599001XY', NULL, '王某丙', '510904190001010030', '01', '公特旅字第51090400001号', '20190412', '99991231', '1', NULL);
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0002', '安居区样例便民超市', '92510904MAXXXX2855', NULL, '赵某丁', '510904190001010040', '02', '公特印字第51090400002号', '20210601', '20260531', '1', '00000000');
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0003', '遂宁样例旧川纺织有限公司', NULL, '20599004-4', '李某乙', '510904190001010020', '01', '公特旅字第51090400003号', '20120309', '00000000', '2', '20190902');
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0004', '周某己', NULL, NULL, '周某己', '510904190001010060', '01', '公特旅字第51090400004号', '20150710', '99991231', '1', NULL);
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0005', '遂宁样例精工机械厂', '915109042059900872', NULL, '陈某戊', '510904190001010050', '09', '公特典字第51090400005号', '20140101', '99991231', '1', NULL);
INSERT INTO tzhy_xk (xkid, dwmc, tyshxydm, zzjgdm, jyzxm, jyzsfz, hylb, xkzh, fzrq, yxqz, zt, zxrq) VALUES ('XK0006', '遂宁样例远程物流有限公司', '91510904205990052F', NULL, '陈某戊', '510904190001010050', '03', '公特典字第51090400006号', '20140101', '20200101', '3', '20181203');

CREATE TABLE za_cf (
  cfid varchar(20) PRIMARY KEY,
  dxlx char(1),
  dxmc varchar(200),
  tyshxydm char(20),
  zch char(20),
  frxm varchar(50),
  sfzhm varchar(18),
  jdswh varchar(80),
  ay varchar(200),
  cfzl varchar(100),
  fkje varchar(30),
  jdrq char(8),
  cfjg varchar(100),
  ssajbh varchar(40),
  cxbz char(1),
  bz varchar(500)
);
COMMENT ON TABLE za_cf IS '治安、内保、网安行政处罚';
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0001', '1', '遂宁样例磐石水泥有限公司', '915109042059900797', NULL, '吴某庚', '510904190001010071', '遂公(安)行罚决字[2024]118号', '内部治安保卫制度不落实', '警告；罚款', '20000', '20240315', '遂宁市公安局安居区分局', NULL, '0', '法定代表人吴某庚510904190001010071到场');
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0002', '1', '安居区样例老街面馆', NULL, '510904600000115', '赵某丁', '510904190001010040', '遂公（安）行罚决字〔2023〕77号', '不按规定登记住宿旅客信息', '警告', NULL, '20230520', '遂宁市公安局安居区分局凤凰派出所', NULL, '0', NULL);
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0003', '2', '郑某辛', NULL, NULL, NULL, '510904190001010080', '遂公(安)行罚决字[2024]120号', '殴打他人', '行政拘留', NULL, '20240402', '遂宁市公安局安居区分局', 'A5109040000002024030001', '0', NULL);
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0004', '1', '遂宁样例安厦房地产开发有限公司', '91510904MAXXXX1702', NULL, '李某乙', '510904190001010020', '遂公(安)行罚决字[2025]9号', '未履行网络安全保护义务', '罚款', '壹万元整', '20250118', '遂宁市公安局安居区分局', NULL, '1', '复议撤销');
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0005', '1', '四川样例民发食品有限公司', NULL, NULL, NULL, NULL, '遂公(安)行罚决字[2022]15号', '未按规定备案剧毒化学品流向', '罚款', '5000.00', '20220228', '遂宁市公安局安居区分局', NULL, '0', NULL);
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0006', '1', '遂宁样例精工机械厂', '915109042059900872', NULL, NULL, NULL, '遂公(安)行罚决字[2021]31号', '未落实内部治安保卫措施', '警告', NULL, '20210231', '遂宁市公安局安居区分局', NULL, '0', NULL);
INSERT INTO za_cf (cfid, dxlx, dxmc, tyshxydm, zch, frxm, sfzhm, jdswh, ay, cfzl, fkje, jdrq, cfjg, ssajbh, cxbz, bz) VALUES ('CF0007', '1', '遂宁样例众合劳务有限公司', '91510904MAXXXX218A', NULL, NULL, NULL, '遂公(安)不罚决字[2024]3号', '未按规定备案', '不予行政处罚', NULL, '20240909', '遂宁市公安局安居区分局', NULL, '0', NULL);

CREATE TABLE ba_dw (
  baid varchar(20) PRIMARY KEY,
  dwmc varchar(200),
  tyshxydm char(20),
  zzjgdm char(20),
  lx char(1),
  zsh varchar(60),
  fzrq char(8),
  fzr varchar(50),
  zt char(1),
  zxrq char(8),
  dwzs varchar(200)
);
COMMENT ON TABLE ba_dw IS '保安服务单位';
INSERT INTO ba_dw (baid, dwmc, tyshxydm, zzjgdm, lx, zsh, fzrq, fzr, zt, zxrq, dwzs) VALUES ('BA0001', '遂宁样例悦邻物业服务有限公司', '91510904MAXXXX189Y', NULL, '2', '遂公保备51090400001', '20200305', '张某甲', '1', NULL, '安居区样例镇物华街３号２层');
INSERT INTO ba_dw (baid, dwmc, tyshxydm, zzjgdm, lx, zsh, fzrq, fzr, zt, zxrq, dwzs) VALUES ('BA0002', '遂宁样例众合劳务有限公司', '91510904MAXXXX218A', NULL, '1', '川公保服20190044号', '20191220', '张某甲', '2', '20240131', '遂宁市安居区示范乡工业园路12号');
INSERT INTO ba_dw (baid, dwmc, tyshxydm, zzjgdm, lx, zsh, fzrq, fzr, zt, zxrq, dwzs) VALUES ('BA0003', '安居区样例人民医院', NULL, '459999022', '2', '遂公保备51090400003', '20180611', '吴某庚', '1', '00000000', '安居区样例镇健康路6号(住院部)');

CREATE TABLE db_ba (
  bah varchar(40) PRIMARY KEY,
  dwmc varchar(200),
  tyshxydm char(20),
  zzjgdm char(20),
  xtmc varchar(200),
  dj char(1),
  barq char(8),
  cxrq char(8),
  lxr varchar(50),
  lxdh varchar(20),
  zt char(1)
);
COMMENT ON TABLE db_ba IS '网络安全等级保护备案';
INSERT INTO db_ba (bah, dwmc, tyshxydm, zzjgdm, xtmc, dj, barq, cxrq, lxr, lxdh, zt) VALUES ('51090443001-22001', '安居区样例人民医院', '12510904459999022c', NULL, '样例医院信息系统', '3', '20220908', NULL, '吴某庚', '13800000000', '1');
INSERT INTO db_ba (bah, dwmc, tyshxydm, zzjgdm, xtmc, dj, barq, cxrq, lxr, lxdh, zt) VALUES ('51090443002-23001', '四川样例云集电子商务有限公司', '91510904MAXXXX2340', NULL, '样例商城', '2', '20230116', '20250630', '陈某戊', '13800000001', '2');

CREATE TABLE jh_pc (
  pch varchar(20),
  bm varchar(30),
  sl integer,
  wcsj timestamp(0),
  PRIMARY KEY (pch, bm)
);
COMMENT ON TABLE jh_pc IS '交换批次登记';
INSERT INTO jh_pc (pch, bm, sl, wcsj) VALUES ('20260701', 'TZHY_XK', 6, '2026-07-01 04:52:10');
INSERT INTO jh_pc (pch, bm, sl, wcsj) VALUES ('20260701', 'ZA_CF', 7, '2026-07-01 04:53:02');
INSERT INTO jh_pc (pch, bm, sl, wcsj) VALUES ('20260701', 'BA_DW', 3, '2026-07-01 04:53:40');
INSERT INTO jh_pc (pch, bm, sl, wcsj) VALUES ('20260701', 'DB_BA', 2, '2026-07-01 04:54:00');
