-- How many images an account has in a Region, for the quota that each new image is held against:
-- counting them anew would make each one dearer than the one before.

CREATE TABLE image_count (
  owner  TEXT NOT NULL,
  region TEXT NOT NULL,
  live   INTEGER NOT NULL,  -- deregistered images are rows for a while, and count no more
  PRIMARY KEY (owner, region)
) STRICT, WITHOUT ROWID;

INSERT INTO image_count
  SELECT owner, region, count(*) FROM image WHERE state <> 'deregistered' GROUP BY owner, region;

CREATE TRIGGER image_counted AFTER INSERT ON image WHEN NEW.state <> 'deregistered' BEGIN
  INSERT INTO image_count VALUES (NEW.owner, NEW.region, 1)
    ON CONFLICT DO UPDATE SET live = live + 1;
END;

CREATE TRIGGER image_counted_out AFTER DELETE ON image WHEN OLD.state <> 'deregistered' BEGIN
  UPDATE image_count SET live = live - 1 WHERE owner = OLD.owner AND region = OLD.region;
END;

CREATE TRIGGER image_counted_anew AFTER UPDATE OF state ON image
  WHEN (OLD.state = 'deregistered') <> (NEW.state = 'deregistered') BEGIN
  UPDATE image_count SET live = live + iif(NEW.state = 'deregistered', -1, 1)
    WHERE owner = NEW.owner AND region = NEW.region;
END;
