-- A problem as people know it, by its slug. What it is judged by is its current version.
create table problem (
    id uuid primary key,
    slug text not null,
    version_id uuid not null,
    title text not null,
    difficulty text not null check (difficulty in ('easy', 'medium', 'hard')),
    difficulty_rank integer not null generated always as (
        case difficulty when 'easy' then 1 when 'medium' then 2 else 3 end) stored,
    tags text[] not null,
    -- Nobody but setters sees it before that.
    embargo_until timestamptz,
    judged bigint not null default 0,
    accepted bigint not null default 0,
    created_at timestamptz not null default now(),
    deleted_at timestamptz
);

-- A deleted problem keeps its history, and its slug may be used again.
create unique index problem_by_slug on problem (slug) where deleted_at is null;
create index problem_order on problem (difficulty_rank, title, id) where deleted_at is null;

-- What a package held when it was imported. What submissions are judged by is never changed; only how it is shown
-- follows a better reader of statements when the very same package is imported again.
create table problem_version (
    id uuid primary key,
    problem_id uuid not null,
    package_hash text not null,
    time_ms bigint not null,
    memory_bytes bigint not null,
    output_bytes bigint not null,
    code_bytes bigint not null,
    statements jsonb not null,
    files jsonb not null,
    tests jsonb not null,
    created_at timestamptz not null default now()
);

create unique index problem_version_by_package on problem_version (problem_id, package_hash);

-- An import, while it goes on and what came of it.
create table problem_import (
    id uuid primary key,
    slug text not null,
    user_id uuid not null,
    package text not null,
    force boolean not null,
    state text not null default 'running' check (state in ('running', 'done', 'failed')),
    messages jsonb not null default '[]',
    submissions jsonb not null default '[]',
    created_at timestamptz not null default now()
);
