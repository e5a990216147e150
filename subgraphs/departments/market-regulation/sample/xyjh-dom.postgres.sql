-- 补充说明 (INTERFACE.md):登记主体表的住所列,不属于 V2.3 的库结构,有的节点没有。
ALTER TABLE xyjh.t_reg_ent ADD COLUMN IF NOT EXISTS dom varchar(300);
COMMENT ON COLUMN xyjh.t_reg_ent.dom IS '住所(主要经营场所)';
UPDATE xyjh.t_reg_ent SET dom = '四川省遂宁市安居区样例镇样例大道18号样例大厦3楼' WHERE uniscid = '91510904MAXXXX2340';
UPDATE xyjh.t_reg_ent SET dom = '四川省遂宁市安居区样例镇食品园路5号' WHERE uniscid = '91510904MAXXXX2265';
UPDATE xyjh.t_reg_ent SET dom = '四川省遂宁市安居区样例镇物华街3号2楼' WHERE uniscid = '91510904MAXXXX189Y';
UPDATE xyjh.t_reg_ent SET dom = '四川省遂宁市安居区示范乡工业园路12号' WHERE uniscid = '91510904MAXXXX218A';
UPDATE xyjh.t_reg_ent SET dom = '四川省遂宁市安居区样例镇样例小区5栋1单元' WHERE uniscid = '92510904MAXXXX023D';
