-- What the sweep looks at, among many that are done.
create index rejudgement_unfinished on rejudgement (rejudge_id) where state not in ('judged', 'cancelled');
