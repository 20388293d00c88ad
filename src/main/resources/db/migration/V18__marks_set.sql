-- When a mark was set: one that lay in the past then is not overdue before the engine had time to send it.
alter table cs_breach_mark add column set_at timestamp with time zone;
