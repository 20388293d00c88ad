create index cs_record_disposed on cs_record (disposed_at, record_id);
create index cs_record_trigger on cs_record (retention_trigger, trigger_on, record_id);
