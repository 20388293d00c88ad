-- When a task is done or gone, what people were told about it is found by its case.
create index cs_notice_by_case on cs_notice (case_id);
