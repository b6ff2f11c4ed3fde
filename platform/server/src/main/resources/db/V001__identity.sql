-- People with an account. A name is unique whatever its case.
create table users (
    id uuid primary key,
    username text not null,
    password_hash text not null,
    role text not null default 'user' check (role in ('user', 'setter', 'admin')),
    disabled boolean not null default false,
    created_at timestamptz not null
);
create unique index users_by_name on users (lower(username));
create index users_admins on users (id) where role = 'admin';

-- A browser that is logged in, by the hash of its cookie: whoever reads this table can log in as nobody.
create table login_session (
    token_sha256 bytea primary key,
    user_id uuid not null references users on delete cascade,
    created_at timestamptz not null,
    renewed_at timestamptz not null,
    expires_at timestamptz not null
);
create index login_session_by_user on login_session (user_id);
create index login_session_by_expiry on login_session (expires_at);

-- Personal access tokens, by their hash as well.
create table access_token (
    id uuid primary key,
    user_id uuid not null references users on delete cascade,
    name text not null,
    token_sha256 bytea not null unique,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz
);
create index access_token_by_user on access_token (user_id, id);

-- Where a user has logged in from: others' wrong passwords do not lock these out.
create table known_address (
    user_id uuid not null references users on delete cascade,
    address_sha256 bytea not null,
    last_used_at timestamptz not null,
    primary key (user_id, address_sha256)
);

-- First answers of requests that came with an Idempotency-Key.
create table idempotency (
    user_id uuid not null,
    key text not null,
    request_sha256 bytea not null,
    status integer not null,
    body bytea not null,
    created_at timestamptz not null,
    primary key (user_id, key)
);
create index idempotency_by_age on idempotency (created_at);
