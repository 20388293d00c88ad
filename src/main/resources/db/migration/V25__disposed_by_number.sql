-- Few records are disposed of: PostgreSQL indexes those alone, and H2 reads through the newest first instead of putting all others in order.
drop index cs_record_disposed;
