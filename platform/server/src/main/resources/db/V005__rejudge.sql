-- How each judgement came about, and what it takes to repeat it. Those from before know nothing of it.
alter table judgement
    add column evidence jsonb,
    add column why text not null default 'judged' check (why in ('judged', 'rejudged', 'reverted')),
    add column rejudge_id uuid;

-- Judging again what has a verdict: one submission, a problem's, or a language's. Nobody's verdict changes before a setter
-- applies it; the state is the setter's decision. Whether everything is judged follows from the rejudgements.
create table rejudge (
    id uuid primary key,
    user_id uuid not null,
    submission_id uuid,
    problem_id uuid,
    language text,
    -- By the problem's version of that day, or by the one that the verdict at hand came from.
    version text not null check (version in ('current', 'same')),
    total integer not null,
    state text not null default 'open' check (state in ('open', 'applied', 'cancelled', 'reverted')),
    created_at timestamptz not null default now(),
    settled_at timestamptz,
    settled_by uuid
);

create index rejudge_by_problem on rejudge (problem_id, id desc);

-- One submission within a rejudge: judged like a submission, with the same columns for the same state machine, and its
-- result kept beside the verdict of old.
create table rejudgement (
    id uuid primary key,
    rejudge_id uuid not null references rejudge on delete cascade,
    submission_id uuid not null references submission on delete cascade,
    problem_version_id uuid not null,
    lane text not null,
    language text not null,
    state text not null default 'queued' check (state in ('queued', 'compiling', 'running', 'judged', 'cancelled')),
    attempt integer not null default 0,
    worker text,
    lease_until timestamptz,
    released_at timestamptz,
    not_before timestamptz not null default now(),
    judged_at timestamptz,
    verdict text,
    score double precision,
    time_ms bigint,
    memory_bytes bigint,
    compiler_output text,
    tests jsonb,
    evidence jsonb,
    old_version_id uuid not null,
    old_attempt integer not null,
    old_verdict text not null,
    old_score double precision,
    old_time_ms bigint,
    old_memory_bytes bigint,
    differs boolean not null generated always as (
        state = 'judged' and (verdict is distinct from old_verdict or score is distinct from old_score)) stored,
    -- The rejudge was applied or cancelled: the submission may be rejudged anew.
    settled boolean not null default false,
    -- As which attempt of the submission it was applied.
    applied_attempt integer,
    check ((state = 'judged') = (verdict is not null))
);

create unique index rejudgement_open on rejudgement (submission_id) where not settled;
create index rejudgement_listed on rejudgement (rejudge_id, differs desc, submission_id);
create index rejudgement_backlog on rejudgement (lane, language, rejudge_id, id)
    where state = 'queued' and released_at is null;
create index rejudgement_in_flight on rejudgement (lane, language, rejudge_id)
    where state <> 'judged' and released_at is not null;

-- As what a submission was counted: when its verdict changes, what it had brought is taken back.
alter table counted add column accepted boolean not null default false;
update counted c set accepted = true from submission s where s.id = c.submission_id and s.verdict = 'accepted';

-- What the problem was worth when it was solved, so that a standing is the sum of what its user has solved.
alter table solved add column points bigint not null default 1;
update solved s set points = case p.difficulty when 'hard' then 5 when 'medium' then 3 else 1 end
  from problem p where p.id = s.problem_id;

-- Grows with each change: a standing may fall now, and the board's picture must know which of two is the newer one.
alter table standing add column version bigint not null default 1;
