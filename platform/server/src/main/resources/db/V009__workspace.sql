-- A project: files that somebody works on. Their bytes are in the object store; the list of them, the manifest, is here.
create table project (
    id uuid primary key,
    user_id uuid not null,
    name text not null,
    language text not null,
    -- What it was made from, "python/console", or null: a submission, or nothing.
    template text,
    submission_id uuid,
    -- What the session's Run button and its neighbours start: a list of {id, label, command, serves}.
    tasks jsonb not null default '[]',
    -- Grows with each change of the manifest, so that two writers notice each other.
    revision bigint not null default 0,
    files bigint not null default 0,
    bytes bigint not null default 0,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    opened_at timestamptz
);

create index project_by_user on project (user_id, changed_at desc, id desc);
create unique index project_name on project (user_id, lower(name));
create index project_by_submission on project (user_id, submission_id) where submission_id is not null;

create table project_file (
    project_id uuid not null references project on delete cascade,
    -- In the order of its bytes, so that what lies in a directory is one range.
    path text collate "C" not null,
    sha256 text not null,
    size bigint not null,
    executable boolean not null default false,
    primary key (project_id, path)
);

create index project_file_blob on project_file (sha256);

-- An IDE session: what is wanted of it (desired), where it stands (phase), what is done so far (conditions). Three axes that
-- are never folded into one.
create table session (
    id uuid primary key,
    project_id uuid not null references project on delete cascade,
    user_id uuid not null,
    language text not null,
    desired text not null default 'running' check (desired in ('running', 'stopped')),
    phase text not null default 'requested'
        check (phase in ('requested', 'starting', 'running', 'stopping', 'stopped', 'failed')),
    conditions jsonb not null default '[]',
    -- Why it stopped or failed, in words for its owner.
    reason text,
    -- What the orchestrator calls the environment, and where its runner listens; null before there is one.
    environment text,
    address text,
    -- Signs what is sent to the runner; gone when the session has ended.
    runner_key text,
    -- How often a runner that died was started anew.
    restarts integer not null default 0,
    -- What the keeper has stored: the runner's epoch and revision.
    epoch text,
    kept_revision bigint not null default 0,
    -- Who reconciles it now.
    reconciler text,
    lease_until timestamptz,
    requested_at timestamptz not null,
    started_at timestamptz,
    last_used_at timestamptz not null,
    warned_at timestamptz,
    ends_at timestamptz,
    ended_at timestamptz
);

-- One live session of a project.
create unique index session_live on session (project_id) where phase not in ('stopped', 'failed');
create index session_by_user on session (user_id, requested_at desc);
create index session_waiting on session (requested_at) where phase not in ('stopped', 'failed');

-- What happened in a session, for its start-up steps and its story.
create table session_event (
    id bigint generated always as identity primary key,
    session_id uuid not null references session on delete cascade,
    kind text not null check (kind in ('step', 'phase', 'notice')),
    name text not null,
    text text not null,
    -- Since the session was requested, and what this step itself took.
    at_ms bigint not null,
    took_ms bigint,
    happened_at timestamptz not null
);

create index session_event_by_session on session_event (session_id, id);

-- Projects whose files a session's disk may hold newer than the manifest: from when they were restored there whole until the
-- session has stopped and all of it is kept. A disk that is found and is not here is half a restoration, or nobody's.
create table session_disk (
    project_id uuid primary key references project on delete cascade
);
