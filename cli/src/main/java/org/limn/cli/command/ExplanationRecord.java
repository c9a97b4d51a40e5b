package org.limn.cli.command;

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
import org.limn.attribution.settings.Settings;
import org.limn.cli.command.OpenModel.SeenPhoto;
import org.limn.cli.option.Version;
import org.limn.loader.ModelInfo;

/**
 * What the JSON beside an explanation says: all that is needed to make it again.
 *
 * @param method with all its settings, as {@code --method} takes it
 * @param segments for methods that give segments values
 * @param gap for methods that promise completeness, and as a share of the score's difference
 */
record ExplanationRecord(
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
        @Nullable SegmentNumbers segments,
        List<String> notes,
        List<Guess> top,
        ExplanationFiles.Names files) {
    /** The network, as it was explained. */
    record Network(String file, String sha256, String preprocessing) {}

    /** The photo's file and what the network saw of it. */
    record Photo(String file, String sha256, int width, int height) {}

    /** What was explained. */
    record Target(int number, String name, String value) {}

    /** One of the likeliest classes. */
    record Guess(int number, String name, float probability) {}

    static ExplanationRecord of(
            OpenModel opened, SeenPhoto photo, Explanation explanation, Channels channels, ExplanationFiles.Names files)
            throws IOException {
        ModelInfo info = opened.loaded().network().info();
        return new ExplanationRecord(
                Version.limn(),
                Version.java(),
                opened.device(),
                new Network(
                        info.file(),
                        info.sha256(),
                        opened.loaded().preprocessing().describe()),
                new Photo(
                        photo.file().toString(),
                        sha256(photo.file()),
                        photo.seen().width(),
                        photo.seen().height()),
                new Target(
                        explanation.target(),
                        opened.label(explanation.target()),
                        opened.score().name().toLowerCase(Locale.ROOT)),
                Settings.print(explanation.method()),
                Settings.name(channels),
                explanation.completeness().map(Completeness::gap).orElse(null),
                explanation.completeness().map(Completeness::relative).orElse(null),
                explanation
                        .segments()
                        .map(s -> SegmentNumbers.of(s, photo.seen()))
                        .orElse(null),
                explanation.notes(),
                photo.top().stream()
                        .map(p -> new Guess(p.number(), opened.label(p.number()), p.score()))
                        .toList(),
                files);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
