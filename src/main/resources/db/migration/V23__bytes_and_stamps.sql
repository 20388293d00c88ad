-- When the archive time stamp a record's file ends with ends itself, and what it was made with; null until that has been read from the file.
alter table cs_record add column stamp_until timestamp with time zone;
alter table cs_record add column stamp_digest varchar(20);
create index cs_record_stamp on cs_record (stamp_until, record_id);
create index cs_record_sound on cs_record (fixity_sound);
-- What was deposited was hashed then.
update cs_record set fixity_checked_at = sealed_at where fixity_checked_at is null;
