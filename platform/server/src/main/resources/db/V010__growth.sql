-- Runs that have ended, by when: the clean-up finds those that are over without reading those that are kept.
create index submission_runs_ended on submission (judged_at) where problem_id is null and state = 'judged';
