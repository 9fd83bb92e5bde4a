package hudson;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.stream.Stream;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class FilePath implements Serializable {
    private static final long serialVersionUID = 1L;

    private final File file;

    public FilePath(File localPath) {
        this.file = localPath;
    }

    public FilePath child(String relOrAbsolute) {
        return new FilePath(new File(file, relOrAbsolute));
    }

    public int copyRecursiveTo(String fileMask, FilePath target) throws IOException, InterruptedException {
        int copied = 0;
        for (String mask : fileMask.split(",")) {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + mask);
            if (!file.exists()) {
                continue;
            }
            try (Stream<Path> all = Files.walk(file.toPath())) {
                for (Path each : all.filter(Files::isRegularFile).toList()) {
                    Path relative = file.toPath().relativize(each);
                    if (matcher.matches(relative)) {
                        Path to = target.file.toPath().resolve(relative.toString());
                        Files.createDirectories(to.getParent());
                        Files.copy(each, to);
                        copied++;
                    }
                }
            }
        }
        return copied;
    }

    public boolean exists() throws IOException, InterruptedException {
        return file.exists();
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(file.toPath());
    }
}
