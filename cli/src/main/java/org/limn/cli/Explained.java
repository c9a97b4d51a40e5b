package org.limn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Channels;
import org.limn.attribution.Completeness;
import org.limn.attribution.Explanation;
import org.limn.attribution.Score;
import org.limn.autodiff.device.Device;
import org.limn.cli.ModelOptions.Loaded;
import org.limn.cli.settings.Settings;
import org.limn.loader.image.Image;

/**
 * What the JSON beside an explanation says: all that is needed to make it again.
 *
 * @param method with all its settings, as {@code --method} takes it
 * @param gap for methods that promise completeness, and as a share of the score's difference
 */
record Explained(
        String limn,
        String java,
        String device,
        Network model,
        Photo image,
        Target target,
        String method,
        String channels,
        @Nullable Double gap,
        @Nullable Double relativeGap,
        List<String> notes,
        List<Guess> top,
        ExplanationFiles.@Nullable Written written) {
    /** The network, as it was explained. */
    record Network(String file, String sha256, String preprocessing) {}

    /** The photo's file and what the network saw of it. */
    record Photo(String file, String sha256, int width, int height) {}

    /** What was explained. */
    record Target(int number, String name, String value) {}

    /** One of the likeliest classes. */
    record Guess(int number, String name, float probability) {}

    static Explained of(
            Loaded loaded,
            Score score,
            Device device,
            Path file,
            Image photo,
            List<Prediction> top,
            Explanation explanation,
            Channels channels)
            throws IOException {
        return new Explained(
                Version.limn(),
                Version.java(),
                device.name() + ": " + device.description(),
                new Network(
                        loaded.network().info().file(),
                        loaded.network().info().sha256(),
                        loaded.preprocessing().name()),
                new Photo(file.toString(), sha256(file), photo.width(), photo.height()),
                new Target(
                        explanation.target(),
                        loaded.labels().name(explanation.target()),
                        score.name().toLowerCase(Locale.ROOT)),
                Settings.print(explanation.method()),
                Settings.name(channels),
                explanation.completeness().map(Completeness::gap).orElse(null),
                explanation.completeness().map(Completeness::relative).orElse(null),
                explanation.notes(),
                top.stream()
                        .map(p -> new Guess(p.number(), loaded.labels().name(p.number()), p.score()))
                        .toList(),
                null);
    }

    /** The same, saying which files hold it. */
    Explained with(ExplanationFiles.Written files) {
        return new Explained(
                limn, java, device, model, image, target, method, channels, gap, relativeGap, notes, top, files);
    }

    ExplanationFiles.Written files() {
        if (written == null) {
            throw new IllegalStateException("nothing was written yet");
        }
        return written;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
