-- Why the last attempt failed by our fault; how many attempts do not count towards the most there may be, because an operator
-- asked for another try or a judge was told to stop; and the id of the request that brought the submission, which every log
-- line about it carries.
alter table submission
    add column fault text,
    add column attempts_set_aside integer not null default 0,
    add column request text;
alter table rejudgement
    add column fault text,
    add column attempts_set_aside integer not null default 0;
alter table rejudge add column request text;
alter table outbox add column request text;

-- What nobody could deal with, and why: a message that is not understood, or an entry that had all its attempts. It waits
-- for an operator, who has it tried again or throws it away.
create table parked (
    id uuid primary key default gen_random_uuid(),
    kind text not null check (kind in ('message', 'submission', 'rejudgement')),
    -- The submission's id, or the rejudgement's; null for a message.
    entry uuid,
    -- Tells one delivery of a dead message from another, so that it is parked once; null for an entry.
    delivery uuid unique,
    reason text not null,
    attempts integer not null,
    -- The queue that a message was meant for, and its bytes.
    queue text,
    body bytea,
    state text not null default 'parked' check (state in ('parked', 'replayed', 'discarded')),
    parked_at timestamptz not null default now(),
    settled_at timestamptz,
    settled_by uuid,
    check ((kind = 'message') = (entry is null and delivery is not null and queue is not null and body is not null))
);

create index parked_listed on parked (parked_at desc, id desc) where state = 'parked';
-- An entry is parked once at a time.
create unique index parked_entry on parked (entry) where state = 'parked';
create index parked_settled on parked (settled_at) where state <> 'parked';

-- What is counted every few seconds, among many that are over.
create index problem_import_running on problem_import (id) where state = 'running';
create index rejudge_open on rejudge (id) where state = 'open';
