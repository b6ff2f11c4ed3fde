-- Who has solved what, and with which submission first.
create table solved (
    user_id uuid not null,
    problem_id uuid not null,
    submission_id uuid not null,
    solved_at timestamptz not null,
    primary key (user_id, problem_id)
);

-- One row per user who has solved anything: the leaderboard's truth.
create table standing (
    user_id uuid primary key,
    solved integer not null,
    score bigint not null,
    last_accepted_at timestamptz not null
);

create index standing_order on standing (score desc, last_accepted_at, user_id);

-- Submissions whose verdict has taken effect: a message that comes twice changes nothing.
create table counted (
    submission_id uuid primary key
);
