-- What writes of images need not pay for: the journal is short enough to be read through, and only
-- pending images are looked for by their instance.

DROP INDEX journal_by_resource;

DROP INDEX image_by_source_instance;
CREATE INDEX image_by_source_instance ON image (source_instance_id) WHERE state = 'pending';
