-- Half-way through the life an archive time stamp had left when it was made: before that it is not renewed, however soon it ends.
alter table cs_record add column stamp_half_way timestamp with time zone;
-- Read again, with what is noted now.
update cs_record set stamp_until = null where stamp_until is not null;
