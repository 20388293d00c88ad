-- PostgreSQL finds words of a record by an index; other databases read through them. No extension and no superuser is needed.
alter table cs_record add column if not exists words tsvector
    generated always as (array_to_tsvector(array_remove(string_to_array(search_text, ' '), ''))) stored;
create index if not exists cs_record_words on cs_record using gin (words);
create index if not exists cs_record_disposed_of on cs_record (disposed_at, record_id) where disposed_at is not null;
