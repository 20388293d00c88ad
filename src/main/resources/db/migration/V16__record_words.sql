-- The words a record answers to, folded, each between blanks; of a restricted record its number alone, so that nobody learns by searching.
update cs_record set search_text = ' ' || lower(record_id) || ' ' || case when access_class = 'OPEN_TO_THE_DESK'
    then lower(translate(title || ' ' || outcome, '''",.;:()/!?-', '            ')) || ' ' else '' end;
