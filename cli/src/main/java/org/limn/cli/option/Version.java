package org.limn.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Limn this is. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"limn " + limn() + " on " + java()};
    }

    /** The version that the build wrote down. */
    public static String limn() {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(in, "the jar holds its version.properties"));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java that runs it: {@code 17.0.15+6-Debian (Debian), linux amd64}. */
    public static String java() {
        return "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + "), "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
