-- Blobs that no row named when it was last looked, and since when.
create table unreferenced_blob (
    sha256 text primary key,
    since timestamptz not null
);

create index unreferenced_blob_since on unreferenced_blob (since);
