-- The deadline that a notice's mail puts into its reader's calendar; null where it brings none.
alter table cs_notice add column calendar_uid varchar(100);
alter table cs_notice add column calendar_sequence integer;
alter table cs_notice add column calendar_at timestamp with time zone;
alter table cs_notice add column calendar_summary varchar(200);
alter table cs_notice add column calendar_cancelled boolean;
create index cs_notice_by_calendar on cs_notice (calendar_uid);
