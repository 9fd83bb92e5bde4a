package io.jenkins.plugins.bluegreen.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The migrations of an application: {@code expand/V<n>__<what>.sql} and {@code contract/V<n>__<what>.sql}, numbered 1, 2, 3 ... in one
 * sequence over both folders, so that "schema version 3" means one schema and nothing else.
 */
final class MigrationFolder {
    private static final Pattern NAME = Pattern.compile("V([1-9][0-9]{0,8})__[A-Za-z0-9_.-]+\\.sql");

    private final Path folder;
    private final List<MigrationFile> files;

    private MigrationFolder(Path folder, List<MigrationFile> files) {
        this.folder = folder;
        this.files = List.copyOf(files);
    }

    /** Reads both folders; refuses names it does not understand, gaps, and two files of one version. */
    static MigrationFolder read(Path folder) {
        List<MigrationFile> files = new ArrayList<>();
        for (MigrationPhase phase : MigrationPhase.values()) {
            list(folder.resolve(phase.folder())).forEach(path -> files.add(parse(phase, path)));
        }
        if (files.isEmpty()) {
            throw new MigrationRefused("no migration found: " + folder + " must hold expand/V1__<what>.sql and so on");
        }
        files.sort(Comparator.comparingInt(MigrationFile::version));
        for (int i = 0; i < files.size(); i++) {
            MigrationFile file = files.get(i);
            if (i > 0 && files.get(i - 1).version() == file.version()) {
                throw new MigrationRefused("two migrations claim version " + file.version() + ": "
                        + files.get(i - 1).name() + " and " + file.name()
                        + "; give the one that has not been applied anywhere the next free number");
            }
            if (file.version() != i + 1) {
                throw new MigrationRefused("version " + (i + 1) + " is missing: the files go from "
                        + (i == 0 ? "nothing" : files.get(i - 1).name()) + " to " + file.name()
                        + "; number them without gaps, expand and contract together");
            }
        }
        return new MigrationFolder(folder, files);
    }

    Path path() {
        return folder;
    }

    List<MigrationFile> upTo(int version) {
        return files.stream().filter(file -> file.version() <= version).toList();
    }

    List<MigrationFile> after(int version) {
        return files.stream().filter(file -> file.version() > version).toList();
    }

    private static MigrationFile parse(MigrationPhase phase, Path path) {
        Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
        if (!name.matches()) {
            throw new MigrationRefused(path
                    + " is not named as a migration: V<number>__<description>.sql, for example V3__order_note.sql");
        }
        return new MigrationFile(Integer.parseInt(name.group(1)), phase, path);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MigrationRefused(folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
