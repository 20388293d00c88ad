-- On which record an app's entry stands, null while there is none here; who changed it by hand, null when a flow did.
alter table cs_app add column record_id varchar(40);
alter table cs_app alter column changed_by drop not null;
alter table cs_app_change add column record_id varchar(40);
alter table cs_app_change alter column changed_by drop not null;
