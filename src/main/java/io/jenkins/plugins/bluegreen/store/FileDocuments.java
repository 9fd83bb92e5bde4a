package io.jenkins.plugins.bluegreen.store;

import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.port.WorldException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Documents as files under a directory of one machine. A document is written beside its place, forced to disk and moved there in one
 * step, so that a reader sees the old or the new one, whole. Compare and write happen under a lock on a file of their own, which holds
 * between processes and ends with them.
 */
public final class FileDocuments implements Documents {
    /**
     * A file lock belongs to the whole Java process and asking twice for it is an error, so threads take turns first. The locks are
     * static because the process is what they stand for; they hold no data.
     */
    private static final List<Lock> TURNS = Collections.unmodifiableList(
            Stream.<Lock>generate(() -> new ReentrantLock(true)).limit(64).toList());

    private final Path root;

    private FileDocuments(Path root) {
        this.root = root;
    }

    /** Documents under a directory, which is made when the first one is written. */
    public static FileDocuments under(Path directory) {
        return new FileDocuments(directory.toAbsolutePath().normalize());
    }

    @Override
    public Optional<Document> get(String key) {
        return read(root.resolve(key));
    }

    private static Optional<Document> read(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return Optional.of(new Document(content, tag(content)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    @Override
    public Optional<String> create(String key, byte[] content) {
        return writeIf(key, content, Optional::isEmpty);
    }

    @Override
    public Optional<String> replace(String key, byte[] content, String tag) {
        return writeIf(
                key, content, found -> found.isPresent() && found.get().tag().equals(tag));
    }

    private Optional<String> writeIf(String key, byte[] content, Predicate<Optional<Document>> expected) {
        Path file = root.resolve(key);
        Path locks = root.resolve("locks");
        Path lockFile = locks.resolve(Integer.toHexString(Math.floorMod(key.hashCode(), TURNS.size())));
        Lock turn = TURNS.get(Math.floorMod(lockFile.hashCode(), TURNS.size()));
        turn.lock();
        try {
            Files.createDirectories(locks);
            Files.createDirectories(folder(key));
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (!lock.isValid() || !expected.test(read(file))) {
                    return Optional.empty();
                }
                moveIntoPlace(folder(key), file, content);
                return Optional.of(tag(content));
            }
        } catch (IOException | OverlappingFileLockException e) {
            throw failed("write", file, e);
        } finally {
            turn.unlock();
        }
    }

    private Path folder(String key) {
        return root.resolve(key.substring(0, key.lastIndexOf('/')));
    }

    private static void moveIntoPlace(Path folder, Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(folder, ".", ".new");
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                out.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public List<String> names(String folder, int most) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder))) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (!name.startsWith(".")) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("list", root.resolve(folder), e);
        }
        return names.stream().sorted().limit(most).toList();
    }

    @Override
    public String where(String key) {
        return root.resolve(key).toString();
    }

    private static String tag(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    private static WorldException failed(String verb, Path file, Exception e) {
        return new WorldException(
                Kind.UNAVAILABLE,
                "cannot " + verb + " " + file + " (" + e.getClass().getSimpleName()
                        + "): check that the directory can be written and the disk is not full",
                e);
    }
}
