-- 建议稿:联合奖惩指令表 (INTERFACE.md),不属于原前置库结构。网关账号另授:
--   GRANT SELECT, INSERT, UPDATE ON xyjh.lhjc_zl TO <网关账号>;
CREATE TABLE IF NOT EXISTS xyjh.lhjc_zl (
  zlbh varchar(100) PRIMARY KEY,
  csbh varchar(64) NOT NULL,
  xh integer NOT NULL,
  czlx char(1) NOT NULL,
  tyshxydm char(18) NOT NULL,
  dwmc varchar(200),
  cslb char(1) NOT NULL,
  sxbm varchar(32) NOT NULL,
  sxmc varchar(500) NOT NULL,
  csnr text NOT NULL,
  flyj text NOT NULL,
  fqbm varchar(100) NOT NULL,
  rdwh varchar(200) NOT NULL,
  sssy text NOT NULL,
  qsrq date NOT NULL,
  jzrq date,
  xdrq date NOT NULL,
  qsqx date NOT NULL,
  fkqx date NOT NULL,
  fkzt varchar(1),
  fksj varchar(19),
  lsrq varchar(20),
  fksm text,
  fkzm text,
  fkzmhx text,
  fkqr varchar(30),
  rksj timestamp(0) DEFAULT (now() AT TIME ZONE 'Asia/Shanghai')
);
COMMENT ON TABLE xyjh.lhjc_zl IS '联合奖惩指令';
COMMENT ON COLUMN xyjh.lhjc_zl.zlbh IS '指令编号,以它去重';
COMMENT ON COLUMN xyjh.lhjc_zl.xh IS '同一措施内的序号,以最大的一条为准';
COMMENT ON COLUMN xyjh.lhjc_zl.czlx IS '1 实施 2 暂停 3 继续 4 解除 5 撤销并恢复原状';
COMMENT ON COLUMN xyjh.lhjc_zl.cslb IS '1 守信激励 2 失信惩戒';
COMMENT ON COLUMN xyjh.lhjc_zl.flyj IS '法律依据,每条一行';
COMMENT ON COLUMN xyjh.lhjc_zl.jzrq IS '措施截止日(含),空=至移出名单为止';
COMMENT ON COLUMN xyjh.lhjc_zl.fkzt IS '反馈状态(部门填) 1 签收 2 落实 3 不予实施';
COMMENT ON COLUMN xyjh.lhjc_zl.fksj IS '反馈时间(部门填) yyyy-MM-dd HH:mm:ss,每次改动反馈都更新';
COMMENT ON COLUMN xyjh.lhjc_zl.lsrq IS '落实日期(部门填),FKZT=2 必填';
COMMENT ON COLUMN xyjh.lhjc_zl.fksm IS '说明(部门填),FKZT=3 必填理由';
COMMENT ON COLUMN xyjh.lhjc_zl.fkzm IS '证明材料名称(部门填),多份每份一行';
COMMENT ON COLUMN xyjh.lhjc_zl.fkzmhx IS '证明材料 SHA-256(部门填),与名称逐行对应';
COMMENT ON COLUMN xyjh.lhjc_zl.fkqr IS '反馈确认(网关填):已收下的反馈状态和时间';
COMMENT ON COLUMN xyjh.lhjc_zl.rksj IS '入库时间';
