CREATE TABLE `events` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`title` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text,
	`source` text NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `events_survey` ON `events` (`survey`,`starts_on`);--> statement-breakpoint
CREATE TABLE `import_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`survey` text NOT NULL,
	`file_name` text NOT NULL,
	`sha256` text NOT NULL,
	`bytes` integer NOT NULL,
	`matching` text NOT NULL,
	`created_by` text NOT NULL,
	`created_on` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_drafts_survey` ON `import_drafts` (`survey`);--> statement-breakpoint
CREATE TABLE `imported_variables` (
	`wave` text NOT NULL,
	`variable` text NOT NULL,
	`column` text NOT NULL,
	`wording` text NOT NULL,
	`verdict` text NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_on` text NOT NULL,
	PRIMARY KEY(`wave`, `variable`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `wave_weightings` (
	`place` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`survey` text NOT NULL,
	`wave` text NOT NULL,
	`scheme` text,
	`version` integer,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	FOREIGN KEY (`survey`) REFERENCES `surveys`(`slug`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `wave_weightings_wave` ON `wave_weightings` (`wave`,`place`);