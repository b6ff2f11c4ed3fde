-- How a version is judged, beyond its tests and the limits of a run. Every version from before was a plain batch problem.
alter table problem_version add column rules jsonb not null default
    '{"interactive": false, "passes": 1, "validator": null,
      "validation": {"timeMs": 60000, "memoryBytes": 2147483648, "outputBytes": 8388608},
      "compilation": {"timeMs": 60000, "memoryBytes": 2147483648},
      "includes": {}, "languages": [], "fileWriting": false, "scoring": null}';

alter table problem_version alter column rules drop default;

-- Such packages got the limit that the format suggests; what everybody may submit is what counts.
update problem_version set code_bytes = 262144 where code_bytes = 131072;
