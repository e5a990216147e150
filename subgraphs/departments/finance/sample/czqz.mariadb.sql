-- 前置库 czqz  MariaDB 10.x(原 SQL Server 导出) utf8mb4  sql_mode 为空,存在 0000-00-00;同一行每月重复导入
SET NAMES utf8mb4;
SET SESSION sql_mode='';
CREATE DATABASE IF NOT EXISTS czqz DEFAULT CHARACTER SET utf8mb4;
USE czqz;

CREATE TABLE CG_SXMD (
  XH varchar(20) NOT NULL COMMENT '序号,主键',
  GYSMC varchar(200) COMMENT '供应商名称',
  TYSHXYDM varchar(30) COMMENT '统一社会信用代码',
  FDDBR varchar(50) COMMENT '法定代表人',
  SFZH varchar(18) COMMENT '自然人供应商身份证号',
  XWQX varchar(500) COMMENT '失信行为具体情形',
  CFJG varchar(500) COMMENT '处罚结果',
  CFWH varchar(80) COMMENT '处罚文号',
  CFRQ date COMMENT '处罚日期',
  GBRQ date COMMENT '公布日期',
  JZRQ date COMMENT '公布截止日期',
  ZFDW varchar(100) COMMENT '执法单位',
  ZT varchar(4) COMMENT '1 公布中 2 已移出 3 撤销',
  YCRQ date COMMENT '移出日期',
  PRIMARY KEY (XH)
) COMMENT='政府采购严重违法失信行为记录名单';
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX001', '遂宁样例宏建建筑工程有限公司', '9151090420599001XY', '王某丙', NULL, '提供虚假材料谋取中标', '罚款5000元,列入不良行为记录名单,一年内禁止参加政府采购活动', '安财采罚【2024】1号', '2024-01-12', '2024-01-15', '2027-01-14', '遂宁市安居区财政局', '1', '0000-00-00');
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX002', '遂宁样例宏建建筑工程有限公司', '9151090420599001XY', '王某丙', NULL, '提供虚假材料谋取中标', '罚款5000元,列入不良行为记录名单,一年内禁止参加政府采购活动', '安财采罚〔2024〕1号', '2024-01-12', '2024-01-15', '2027-01-14', '遂宁市安居区财政局', '1', '0000-00-00');
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX003', '四川样例匠心装饰(遂宁)有限公司', '91510904MAXXXX197R', '李某乙', NULL, '与采购代理机构恶意串通', '一年内禁止参加政府采购活动', '安财采罚〔2019〕3号', '2019-06-03', '2019-06-05', '2022-06-04', '遂宁市安居区财政局', '2', '2020-06-03');
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX004', '郑某辛', NULL, '郑某辛', '510904190001010080', '提供虚假材料谋取成交', '罚款2000元', '安财采罚〔2023〕2号', '2023-04-04', '2023-04-06', '2026-04-05', '遂宁市安居区财政局', '1', '0000-00-00');
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX005', '四川样例民发食品有限公司', '暂无', NULL, NULL, '拒绝履行合同', '列入不良行为记录名单', '安财采罚〔2025〕4号', '2025-02-10', '2025-02-11', '2028-02-10', '遂宁市安居区财政局', '1', NULL);
INSERT INTO CG_SXMD (XH,GYSMC,TYSHXYDM,FDDBR,SFZH,XWQX,CFJG,CFWH,CFRQ,GBRQ,JZRQ,ZFDW,ZT,YCRQ) VALUES ('SX006', '遂宁样例安厦房地产开发有限公司', '91510904MAXXXX1702', '李某乙', NULL, '拒绝有关部门监督检查', '三年内禁止参加政府采购活动', '安财采罚〔2022〕7号', '2022-08-15', '2022-08-16', '2025-08-15', '遂宁市安居区财政局', '3', '2022-12-20');

CREATE TABLE CG_TSCL (
  XH varchar(20) NOT NULL COMMENT '序号,主键',
  TSRMC varchar(200) COMMENT '投诉人名称',
  TYSHXYDM varchar(30) COMMENT '统一社会信用代码',
  SFZH varchar(18) COMMENT '自然人投诉人身份证号',
  LXFS varchar(30) COMMENT '联系方式',
  XMMC varchar(300) COMMENT '采购项目名称',
  CLJG varchar(30) COMMENT '处理结果',
  CLWH varchar(80) COMMENT '处理决定书文号',
  CLRQ varchar(30) COMMENT '处理日期',
  PRIMARY KEY (XH)
) COMMENT='政府采购投诉处理决定';
INSERT INTO CG_TSCL (XH,TSRMC,TYSHXYDM,SFZH,LXFS,XMMC,CLJG,CLWH,CLRQ) VALUES ('TS001', '遂宁样例精工机械厂', '915109042059900872', NULL, '13800000002', '样例中学食堂设备采购', '投诉成立', '安财采投〔2024〕2号', '2024年5月8日');
INSERT INTO CG_TSCL (XH,TSRMC,TYSHXYDM,SFZH,LXFS,XMMC,CLJG,CLWH,CLRQ) VALUES ('TS002', '遂宁样例磐石水泥有限公司', '915109042059900797', NULL, '13800000003', '样例道路水泥采购', '虚假、恶意投诉', '安财采投〔2023〕5号', '2023年11月20日');
INSERT INTO CG_TSCL (XH,TSRMC,TYSHXYDM,SFZH,LXFS,XMMC,CLJG,CLWH,CLRQ) VALUES ('TS003', '周某己', NULL, '510904190001010060', '13800000004', '样例道路水泥采购', '驳回', '安财采投〔2023〕6号', '2023年11月20日');
INSERT INTO CG_TSCL (XH,TSRMC,TYSHXYDM,SFZH,LXFS,XMMC,CLJG,CLWH,CLRQ) VALUES ('TS004', '遂宁样例精工机械厂', '9.1510904206E+17', NULL, '13800000005', '样例印刷服务', '驳回', '安财采投〔2022〕1号', '2022年3月1日');
INSERT INTO CG_TSCL (XH,TSRMC,TYSHXYDM,SFZH,LXFS,XMMC,CLJG,CLWH,CLRQ) VALUES ('TS005', '遂宁样例精工机械厂', '915109042059900872', NULL, NULL, '样例校服采购', '调解结案', '安财采投〔2018〕4号', '2018年9月');

CREATE TABLE DLJZ (
  XH varchar(20) NOT NULL COMMENT '序号,主键',
  JGMC varchar(200) COMMENT '机构名称',
  TYSHXYDM varchar(30) COMMENT '统一社会信用代码',
  XKZBH varchar(60) COMMENT '代理记账许可证书编号',
  FZRQ date COMMENT '发证日期',
  FZR varchar(50) COMMENT '主管代理记账业务的负责人',
  ZT varchar(10) COMMENT '正常 注销 撤回 撤销',
  ZXRQ date COMMENT '注销、撤回、撤销日期',
  PRIMARY KEY (XH)
) COMMENT='代理记账许可';
INSERT INTO DLJZ (XH,JGMC,TYSHXYDM,XKZBH,FZRQ,FZR,ZT,ZXRQ) VALUES ('DL001', '四川样例云集电子商务有限公司', '91510904MAXXXX2340', 'DLJZ51090420200003', '2020-09-01', '陈某戊', '正常', '0000-00-00');
INSERT INTO DLJZ (XH,JGMC,TYSHXYDM,XKZBH,FZRQ,FZR,ZT,ZXRQ) VALUES ('DL002', '遂宁样例智农科技有限公司', '91510904MAXXXX269J', 'DLJZ51090420170001', '2017-03-20', '张某甲', '注销', '2021-01-31');

CREATE TABLE ZJ_WG (
  XH varchar(20) NOT NULL COMMENT '序号,主键',
  DWMC varchar(200) COMMENT '单位名称',
  TYSHXYDM varchar(30) COMMENT '统一社会信用代码',
  WGSX varchar(500) COMMENT '违规事项',
  CFZL varchar(100) COMMENT '处理处罚种类',
  FKJE varchar(30) COMMENT '罚款(元)',
  SJJE varchar(30) COMMENT '涉及财政资金(万元)',
  JDWH varchar(80) COMMENT '决定文号',
  JDRQ date COMMENT '决定日期',
  CXBZ varchar(4) COMMENT '是否撤销',
  BZ varchar(500) COMMENT '备注',
  PRIMARY KEY (XH)
) COMMENT='财政资金违法违规处理处罚';
INSERT INTO ZJ_WG (XH,DWMC,TYSHXYDM,WGSX,CFZL,FKJE,SJJE,JDWH,JDRQ,CXBZ,BZ) VALUES ('WG001', '遂宁样例安厦房地产开发有限公司', '91510904MAXXXX1702', '虚报冒领保障房补助资金', '警告;罚款;追回资金', '30,000.00', '48.5', '安财监〔2024〕6号', '2024-07-19', '否', '经办李某乙510904190001010020');
INSERT INTO ZJ_WG (XH,DWMC,TYSHXYDM,WGSX,CFZL,FKJE,SJJE,JDWH,JDRQ,CXBZ,BZ) VALUES ('WG002', '安居区样例富民生猪养殖专业合作社', '93510904MAXXXX293W', '未按规定用途使用扶贫资金', '追回资金', '0', '12万元', '安财监〔2021〕2号', '2021-05-06', '否', NULL);
INSERT INTO ZJ_WG (XH,DWMC,TYSHXYDM,WGSX,CFZL,FKJE,SJJE,JDWH,JDRQ,CXBZ,BZ) VALUES ('WG003', '遂宁样例精工机械厂', '915109042059900872', '虚报稳岗补贴', '罚款', '约2万', '8', '安财监〔2023〕9号', '2023-10-10', '否', NULL);
INSERT INTO ZJ_WG (XH,DWMC,TYSHXYDM,WGSX,CFZL,FKJE,SJJE,JDWH,JDRQ,CXBZ,BZ) VALUES ('WG004', '遂宁样例宏建建筑工程有限公司', '9151090420599001XY', '虚报项目资本金', '罚款', '5万元', '100', '安财监〔2020〕1号', '2020-03-30', '是', '行政复议撤销');

CREATE TABLE SJ_PC (
  PC varchar(20) NOT NULL COMMENT '批次',
  BM varchar(30) NOT NULL COMMENT '表名',
  HS int COMMENT '该表总行数',
  SCSJ datetime COMMENT '生成时间',
  PRIMARY KEY (PC,BM)
) COMMENT='批次登记';
INSERT INTO SJ_PC (PC,BM,HS,SCSJ) VALUES ('20260701', 'CG_SXMD', 6, '2026-07-01 02:21:00');
INSERT INTO SJ_PC (PC,BM,HS,SCSJ) VALUES ('20260701', 'CG_TSCL', 5, '2026-07-01 02:21:05');
INSERT INTO SJ_PC (PC,BM,HS,SCSJ) VALUES ('20260701', 'DLJZ', 2, '2026-07-01 02:21:08');
INSERT INTO SJ_PC (PC,BM,HS,SCSJ) VALUES ('20260701', 'ZJ_WG', 4, '2026-07-01 02:21:12');
