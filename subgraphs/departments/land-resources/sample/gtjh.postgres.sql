-- 前置库 gtjh  PostgreSQL(由 Oracle 视图定期生成) UTF8  日期是 Oracle 会话格式的文字;没有状态列、没有删除记录
CREATE SCHEMA IF NOT EXISTS gtjh;
SET search_path TO gtjh;

CREATE TABLE v_xztd (
  rdbh varchar(30) PRIMARY KEY,
  qlrmc varchar(200),
  zzjgdm varchar(20),
  zjhm varchar(18),
  xzyy varchar(30),
  mj varchar(20),
  rdwh varchar(80),
  rdrq varchar(30),
  xzf varchar(30),
  czrq varchar(30),
  gxsj timestamp(0)
);
COMMENT ON TABLE v_xztd IS '闲置土地认定';
INSERT INTO v_xztd (rdbh, qlrmc, zzjgdm, zjhm, xzyy, mj, rdwh, rdrq, xzf, czrq, gxsj) VALUES ('XZ2019-03', '遂宁样例安厦房地产开发有限公司', 'MAXXXX17-0', NULL, '企业原因', '2.3346', '安自然资闲认〔2019〕3号', '12-6月 -19', '186,750000', '30-11月-21', '2026-06-29 06:02:00');
INSERT INTO v_xztd (rdbh, qlrmc, zzjgdm, zjhm, xzyy, mj, rdwh, rdrq, xzf, czrq, gxsj) VALUES ('XZ2022-01', '遂宁样例磐石水泥有限公司', '205990079', NULL, '企业自身原因', '1.02', '安自然资闲认[2022]1号', '08-3月 -22', '42.5', '01-1月 -00', '2026-06-29 06:02:00');
INSERT INTO v_xztd (rdbh, qlrmc, zzjgdm, zjhm, xzyy, mj, rdwh, rdrq, xzf, czrq, gxsj) VALUES ('XZ2022-02', '四川样例路桥股份有限公司', 'MAXXXX24-2', NULL, '政府原因', '5.5', '安自然资闲认〔2022〕2号', '08-3月 -22', NULL, NULL, '2026-06-29 06:02:00');
INSERT INTO v_xztd (rdbh, qlrmc, zzjgdm, zjhm, xzyy, mj, rdwh, rdrq, xzf, czrq, gxsj) VALUES ('XZ2023-04', '四川样例民发食品有限公司', NULL, NULL, '企业原因', '0.8', '安自然资闲认〔2023〕4号', '15-9月 -23', '9.6', NULL, '2026-06-29 06:02:00');
INSERT INTO v_xztd (rdbh, qlrmc, zzjgdm, zjhm, xzyy, mj, rdwh, rdrq, xzf, czrq, gxsj) VALUES ('XZ2023-05', '遂宁样例精工机械厂', '205990087', NULL, NULL, '1.1', '安自然资闲认〔2023〕5号', '15-9月 -23', NULL, NULL, '2026-06-29 06:02:00');

CREATE TABLE v_ckq (
  xkzh varchar(40) PRIMARY KEY,
  ckqr varchar(200),
  zzjgdm varchar(20),
  zjhm varchar(18),
  lxdh varchar(20),
  ksmc varchar(200),
  kz varchar(50),
  yxqq varchar(30),
  yxqz varchar(30),
  zxrq varchar(30),
  gxsj timestamp(0)
);
COMMENT ON TABLE v_ckq IS '采矿许可证';
INSERT INTO v_ckq (xkzh, ckqr, zzjgdm, zjhm, lxdh, ksmc, kz, yxqq, yxqz, zxrq, gxsj) VALUES ('C5109042016017130140001', '遂宁样例磐石水泥有限公司', '20599007-9', NULL, '13800000008', '样例磐石石灰石矿', '水泥用石灰岩', '18-1月 -16', '17-1月 -31', NULL, '2026-06-29 06:02:00');
INSERT INTO v_ckq (xkzh, ckqr, zzjgdm, zjhm, lxdh, ksmc, kz, yxqq, yxqz, zxrq, gxsj) VALUES ('C5109042009027130150002', '遂宁样例旧川纺织有限公司', '205990044', NULL, '13800000009', '样例旧川砖瓦用页岩矿', '砖瓦用页岩', '01-2月 -09', '31-1月 -19', '02-9月 -19', '2026-06-29 06:02:00');
INSERT INTO v_ckq (xkzh, ckqr, zzjgdm, zjhm, lxdh, ksmc, kz, yxqq, yxqz, zxrq, gxsj) VALUES ('C5109042011037130160003', '陈某戊', '510904190001010050', '510904190001010050', '13800000010', '样例沙场', '建筑用砂', '20-3月 -11', '19-3月 -16', NULL, '2026-06-29 06:02:00');
INSERT INTO v_ckq (xkzh, ckqr, zzjgdm, zjhm, lxdh, ksmc, kz, yxqq, yxqz, zxrq, gxsj) VALUES ('C5109042013047130170004', '遂宁样例精工机械厂', '205990088', NULL, '13800000011', '样例精工页岩矿', '砖瓦用页岩', '20-3月 -13', '19-3月 -18', NULL, '2026-06-29 06:02:00');

CREATE TABLE v_wfcf (
  cfbh varchar(30) PRIMARY KEY,
  dsr varchar(200),
  zzjgdm varchar(20),
  zjhm varchar(18),
  cfwh varchar(80),
  wflx varchar(200),
  cfzl varchar(100),
  fkje numeric(18,6),
  cfrq varchar(30),
  cxrq varchar(30),
  gxsj timestamp(0)
);
COMMENT ON TABLE v_wfcf IS '自然资源行政处罚';
INSERT INTO v_wfcf (cfbh, dsr, zzjgdm, zjhm, cfwh, wflx, cfzl, fkje, cfrq, cxrq, gxsj) VALUES ('CF2024-07', '遂宁样例磐石水泥有限公司', '205990079', NULL, '安自然资罚〔2024〕7号', '越界采矿', '没收违法所得;罚款', 8.250000, '22-4月 -24', NULL, '2026-06-29 06:02:00');
INSERT INTO v_wfcf (cfbh, dsr, zzjgdm, zjhm, cfwh, wflx, cfzl, fkje, cfrq, cxrq, gxsj) VALUES ('CF2023-02', '遂宁样例宏建建筑工程有限公司', '20599001X', NULL, '安自然资罚〔2023〕2号', '非法占地', '罚款', 1.200000, '2023年2月9日', '14-7月 -23', '2026-06-29 06:02:00');
INSERT INTO v_wfcf (cfbh, dsr, zzjgdm, zjhm, cfwh, wflx, cfzl, fkje, cfrq, cxrq, gxsj) VALUES ('CF2022-11', '郑某辛', NULL, '510904190001010080', '安自然资罚〔2022〕11号', '非法占地', '罚款', 0.300000, '10-10月-22', NULL, '2026-06-29 06:02:00');
INSERT INTO v_wfcf (cfbh, dsr, zzjgdm, zjhm, cfwh, wflx, cfzl, fkje, cfrq, cxrq, gxsj) VALUES ('CF2022-12', '遂宁样例精工机械厂', '205990087', NULL, '安自然资罚〔2022〕12号', '非法占地', '罚款', -0.300000, '10-10月-22', NULL, '2026-06-29 06:02:00');

CREATE TABLE v_kyqyc (
  lrbh varchar(30) PRIMARY KEY,
  kyqrmc varchar(200),
  zzjgdm varchar(20),
  zjhm varchar(18),
  lryy varchar(200),
  lrwh varchar(80),
  lrrq varchar(30),
  ycrq varchar(30),
  ycyy varchar(200),
  gxsj timestamp(0)
);
COMMENT ON TABLE v_kyqyc IS '矿业权人异常名录';
INSERT INTO v_kyqyc (lrbh, kyqrmc, zzjgdm, zjhm, lryy, lrwh, lrrq, ycrq, ycyy, gxsj) VALUES ('YC2024-01', '遂宁样例磐石水泥有限公司', '205990079', NULL, '未按规定公示年度信息', '安自然资异列〔2024〕1号', '08-4月 -24', NULL, NULL, '2026-06-29 06:02:00');
INSERT INTO v_kyqyc (lrbh, kyqrmc, zzjgdm, zjhm, lryy, lrwh, lrrq, ycrq, ycyy, gxsj) VALUES ('YC2018-02', '遂宁样例旧川纺织有限公司', '20599004-4', NULL, '通过登记地址无法联系', '安国土异列〔2018〕2号', '2018年4月', '02-9月 -19', '矿业权注销', '2026-06-29 06:02:00');

CREATE TABLE gx_jl (
  pch varchar(20),
  stmc varchar(30),
  jls integer,
  wcsj timestamp(0),
  PRIMARY KEY (pch, stmc)
);
COMMENT ON TABLE gx_jl IS '视图生成记录';
INSERT INTO gx_jl (pch, stmc, jls, wcsj) VALUES ('2026W27', 'V_XZTD', 5, '2026-06-29 06:20:00');
INSERT INTO gx_jl (pch, stmc, jls, wcsj) VALUES ('2026W27', 'V_CKQ', 4, '2026-06-29 06:20:03');
INSERT INTO gx_jl (pch, stmc, jls, wcsj) VALUES ('2026W27', 'V_WFCF', 4, '2026-06-29 06:20:05');
INSERT INTO gx_jl (pch, stmc, jls, wcsj) VALUES ('2026W27', 'V_KYQYC', 2, '2026-06-29 06:20:06');
