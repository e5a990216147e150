-- 申报系统前置库 gxsb  MariaDB 10.x utf8mb4  日期是毫秒数(北京时间零点)或文字;GXSJ 为空或 0000-00-00 的是迁移数据
SET NAMES utf8mb4;
SET SESSION sql_mode='';
CREATE DATABASE IF NOT EXISTS gxsb DEFAULT CHARACTER SET utf8mb4;
USE gxsb;

CREATE TABLE JG_BA (
  XMDM varchar(40) NOT NULL COMMENT '项目代码,主键',
  QYMC varchar(200) COMMENT '企业名称',
  TYSHXYDM varchar(40) COMMENT '统一社会信用代码(企业自填)',
  LXR varchar(50) COMMENT '联系人',
  LXDH varchar(30) COMMENT '联系电话',
  XMMC varchar(300) COMMENT '项目名称',
  ZTZ varchar(30) COMMENT '总投资(万元)',
  BARQ bigint COMMENT '备案日期(毫秒)',
  BAZT varchar(10) COMMENT '备案状态',
  SJBS char(1) COMMENT 'I/U/D',
  GXSJ datetime COMMENT '更新时间',
  PRIMARY KEY (XMDM)
) COMMENT='技术改造项目备案';
INSERT INTO JG_BA (XMDM,QYMC,TYSHXYDM,LXR,LXDH,XMMC,ZTZ,BARQ,BAZT,SJBS,GXSJ) VALUES ('2303-510904-07-02-100001', '遂宁样例磐石水泥有限公司', '９１５１０９０４２０５９９００７９７', '吴某庚', '13800000012', '余热发电技术改造', '3200', 1678032000000, '已备案', 'I', '2024-01-05 00:31:00');
INSERT INTO JG_BA (XMDM,QYMC,TYSHXYDM,LXR,LXDH,XMMC,ZTZ,BARQ,BAZT,SJBS,GXSJ) VALUES ('2104-510904-07-02-100002', '遂宁样例双江水电有限责任公司', '91510904205990108j', '张某甲', '13800000013', '机组增效扩容', '1.2亿', 1618156800000, '已办结', 'U', '0000-00-00 00:00:00');
INSERT INTO JG_BA (XMDM,QYMC,TYSHXYDM,LXR,LXDH,XMMC,ZTZ,BARQ,BAZT,SJBS,GXSJ) VALUES ('2501-510904-07-02-100003', '测试企业', '000000000000000000', '李某乙', '13800000014', '测试项目请勿删除', '1', 1736956800000, '已备案', 'I', '2025-01-17 00:31:00');
INSERT INTO JG_BA (XMDM,QYMC,TYSHXYDM,LXR,LXDH,XMMC,ZTZ,BARQ,BAZT,SJBS,GXSJ) VALUES ('2402-510904-07-02-100004', '遂宁样例清流纸业有限公司', '91510904205990060A', '王某丙', '13800000015', '制浆生产线改造', '900', 1706803200000, '已备案', 'D', '2024-03-03 00:31:00');

CREATE TABLE ZJTX (
  RDID varchar(20) NOT NULL COMMENT '主键',
  QYMC varchar(200) COMMENT '企业名称',
  TYSHXYDM varchar(40) COMMENT '统一社会信用代码(企业自填)',
  LXR varchar(50) COMMENT '联系人',
  CH varchar(40) COMMENT '称号',
  WH varchar(80) COMMENT '公布文号',
  RDRQ varchar(30) COMMENT '公布日期',
  YXQZ varchar(30) COMMENT '有效期至',
  ZT varchar(10) COMMENT '有效 到期 取消 撤销',
  SJBS char(1) COMMENT 'I/U/D',
  GXSJ datetime COMMENT '更新时间',
  PRIMARY KEY (RDID)
) COMMENT='专精特新等称号';
INSERT INTO ZJTX (RDID,QYMC,TYSHXYDM,LXR,CH,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('ZT001', '遂宁样例芯微电子有限公司', '91510904MAXXXX1627', '赵某丁', '专精特新“小巨人”企业', '川经信企业〔2023〕88号', '2023/7/14', '2026/6/30', '到期', 'U', '2026-07-01 00:31:00');
INSERT INTO ZJTX (RDID,QYMC,TYSHXYDM,LXR,CH,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('ZT002', '遂宁样例芯微电子有限公司', '91510904MAXXXX1627', '赵某丁', '创新型', '川经信企业〔2023〕88号', '2023/7/14', '2026/7/13', '有效', 'I', '2024-01-05 00:31:00');
INSERT INTO ZJTX (RDID,QYMC,TYSHXYDM,LXR,CH,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('ZT003', '遂宁样例精工机械厂', '915109042059900872', '陈某戊', '专精特新', '川经信企业〔2021〕120号', '2021/12/1', '2024/11/30', '取消', 'U', '2024-01-05 00:31:00');
INSERT INTO ZJTX (RDID,QYMC,TYSHXYDM,LXR,CH,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('ZT004', '四川样例民发食品有限公司', '暂无', '周某己', '专精特新', '川经信企业〔2022〕60号', '2022/9/9', '2025/9/8', '有效', 'I', NULL);

CREATE TABLE LSGC (
  RDID varchar(20) NOT NULL COMMENT '主键',
  QYMC varchar(200) COMMENT '企业名称',
  TYSHXYDM varchar(40) COMMENT '统一社会信用代码(企业自填)',
  JB varchar(10) COMMENT '级别',
  WH varchar(80) COMMENT '公布文号',
  RDRQ varchar(30) COMMENT '公布日期',
  YXQZ varchar(30) COMMENT '有效期至',
  ZT varchar(10) COMMENT '有效 到期 取消 撤销',
  SJBS char(1) COMMENT 'I/U/D',
  GXSJ datetime COMMENT '更新时间',
  PRIMARY KEY (RDID)
) COMMENT='绿色工厂';
INSERT INTO LSGC (RDID,QYMC,TYSHXYDM,JB,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('LS001', '遂宁样例味佳调味品有限公司', '91510904MAXXXX2265', '省级', '川经信环资(2024)15号', '2024-12-20', '2027-12-19', '有效', 'I', '2025-01-03 00:31:00');
INSERT INTO LSGC (RDID,QYMC,TYSHXYDM,JB,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('LS002', '遂宁样例清流纸业有限公司', '91510904205990060A', '市级', '遂经信(2022)9号', '2022-06-30', '2025-06-29', '撤销', 'U', '2024-06-04 00:31:00');
INSERT INTO LSGC (RDID,QYMC,TYSHXYDM,JB,WH,RDRQ,YXQZ,ZT,SJBS,GXSJ) VALUES ('LS003', '遂宁样例精工机械厂', '915109042059900872', '区级', '遂经信(2022)9号', '2022-06-30', '2025-06-29', '有效', 'I', '2024-01-05 00:31:00');

CREATE TABLE JN_CF (
  CFID varchar(20) NOT NULL COMMENT '主键',
  QYMC varchar(200) COMMENT '企业名称',
  TYSHXYDM varchar(40) COMMENT '统一社会信用代码',
  CFWH varchar(80) COMMENT '处罚文号',
  WFSX varchar(300) COMMENT '违法事项',
  CFZL varchar(100) COMMENT '处罚种类',
  FKJE varchar(30) COMMENT '罚款(元)',
  CFRQ bigint COMMENT '处罚日期(毫秒)',
  CFJG varchar(100) COMMENT '处罚机关',
  SJBS char(1) COMMENT 'I/U/D',
  GXSJ datetime COMMENT '更新时间',
  PRIMARY KEY (CFID)
) COMMENT='节能监察行政处罚';
INSERT INTO JN_CF (CFID,QYMC,TYSHXYDM,CFWH,WFSX,CFZL,FKJE,CFRQ,CFJG,SJBS,GXSJ) VALUES ('JN001', '遂宁样例磐石水泥有限公司', '915109042059900797', '安经信节罚【2024】2号', '使用国家明令淘汰的用能设备', '没收非法财物+罚款', '50000', 1718208000000, '遂宁市安居区经济信息化和科学技术局', 'I', '2024-06-15 00:31:00');
INSERT INTO JN_CF (CFID,QYMC,TYSHXYDM,CFWH,WFSX,CFZL,FKJE,CFRQ,CFJG,SJBS,GXSJ) VALUES ('JN002', '遂宁样例清流纸业有限公司', '91510904205990060A', '安经信节罚【2023】1号', '单位产品能耗超过限额标准', '警告', '', 1682956800000, '遂宁市安居区经济和信息化局', 'D', '2023-09-01 00:31:00');
INSERT INTO JN_CF (CFID,QYMC,TYSHXYDM,CFWH,WFSX,CFZL,FKJE,CFRQ,CFJG,SJBS,GXSJ) VALUES ('JN003', '遂宁样例精工机械厂', '915109042059900873', '安经信节罚【2022】3号', '未按规定配备能源计量器具', '罚款', '10000', 1655049600000, '遂宁市安居区经济和信息化局', 'I', '2024-01-05 00:31:00');

CREATE TABLE SC_RZ (
  SCID varchar(20) NOT NULL COMMENT '主键',
  BM varchar(30) COMMENT '表名',
  ZJZ varchar(40) COMMENT '主键值',
  SCYY varchar(200) COMMENT '删除原因',
  SCSJ datetime COMMENT '删除时间',
  PRIMARY KEY (SCID)
) COMMENT='删除日志';
INSERT INTO SC_RZ (SCID,BM,ZJZ,SCYY,SCSJ) VALUES ('S001', 'JG_BA', '2402-510904-07-02-100004', '企业撤回申报', '2024-03-02 15:00:00');
INSERT INTO SC_RZ (SCID,BM,ZJZ,SCYY,SCSJ) VALUES ('S002', 'JN_CF', 'JN002', '行政复议撤销', '2023-08-31 10:00:00');
