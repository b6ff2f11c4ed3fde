-- JobRunr makes its own tables, in a schema of their own.
create schema jobs;

-- What judges found out about each language's toolchain.
create table toolchain (
    language text primary key,
    version text,
    unavailable_reason text,
    checked_at timestamptz not null
);

-- Messages that wait for the broker. Rows live for milliseconds while it is up.
create table outbox (
    id uuid primary key,
    exchange text not null,
    routing_key text not null,
    body bytea not null,
    not_before timestamptz not null default now(),
    created_at timestamptz not null default now()
);

-- One program that somebody sent: for a problem, or to be run on an input of the sender's own (then problem_version_id
-- is null and input holds that input's name in the object store).
create table submission (
    id uuid primary key,
    user_id uuid not null,
    problem_id uuid,
    problem_version_id uuid,
    lane text not null,
    language text not null,
    entry_point text,
    input text,
    cpu_time_ms bigint,
    memory_limit_bytes bigint,
    state text not null default 'queued' check (state in ('queued', 'compiling', 'running', 'judged')),
    attempt integer not null default 0,
    worker text,
    lease_until timestamptz,
    released_at timestamptz,
    not_before timestamptz not null default now(),
    created_at timestamptz not null default now(),
    judged_at timestamptz,
    verdict text,
    score double precision,
    time_ms bigint,
    memory_bytes bigint,
    check ((state = 'judged') = (verdict is not null))
);

create table submission_file (
    submission_id uuid not null references submission on delete cascade,
    path text not null,
    position integer not null,
    content bytea not null,
    primary key (submission_id, path)
);

-- Each attempt's result; the submission itself shows the last one.
create table judgement (
    submission_id uuid not null references submission on delete cascade,
    attempt integer not null,
    verdict text not null,
    score double precision,
    time_ms bigint,
    memory_bytes bigint,
    compiler_output text not null,
    tests jsonb not null,
    run jsonb,
    judged_at timestamptz not null,
    primary key (submission_id, attempt)
);

-- The backlog, by line and by user: what dispatch picks from.
create index submission_backlog on submission (lane, language, user_id, id)
    where state = 'queued' and released_at is null;
-- What is with the broker or a judge.
create index submission_in_flight on submission (lane, language, user_id)
    where state <> 'judged' and released_at is not null;
create index submission_pending on submission (user_id) where state <> 'judged';
create index submission_by_user on submission (user_id, id desc);
create index submission_by_problem on submission (problem_id, id desc);
create index submission_by_verdict on submission (verdict, id desc) where problem_id is not null;
