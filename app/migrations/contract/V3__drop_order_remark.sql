-- After the keep window, when release 1 cannot come back: carry over what it wrote, then drop its column.
-- bluegreen:accept update-all only rows that release 1 wrote since release 2 began, a few seconds' worth
UPDATE orders SET note = remark WHERE note IS NULL AND remark IS NOT NULL;
-- bluegreen:accept drop-column no release that is left reads it
ALTER TABLE orders DROP COLUMN remark;
