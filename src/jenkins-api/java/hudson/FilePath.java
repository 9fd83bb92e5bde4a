package hudson;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;

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

    public boolean exists() throws IOException, InterruptedException {
        return file.exists();
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(file.toPath());
    }
}
