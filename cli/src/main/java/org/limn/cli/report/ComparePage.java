package org.limn.cli.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.limn.autodiff.tensor.Tensor;
import org.limn.loader.image.Image;
import org.limn.loader.text.PlainText;
import org.limn.segmentation.Segmentation;

/**
 * Methods side by side, as one HTML page that asks for nothing from outside. Every map is shown twice: in colors that reach to
 * its own 99th percentile, and in colors that are the same for all maps of a photo; the reader switches. Methods measure in units of
 * their own, so for the common colors each map is divided by the sum of its magnitudes.
 */
public final class ComparePage {
    private ComparePage() {}

    /** What all photos of the page share. */
    public record Head(
            String model,
            String sha256,
            String preprocessing,
            String value,
            String channels,
            String device,
            String software) {}

    /** A photo at the network's size, the class explained, the likeliest classes, and what each method says. */
    public record Photo(String name, Image image, String target, List<String> top, List<Row> rows) {
        public Photo {
            top = List.copyOf(top);
            rows = List.copyOf(rows);
        }
    }

    /**
     * What a method says of a photo.
     *
     * @param map a number per pixel
     * @param gap for methods that promise completeness, as text
     * @param scored images that the model scored for it, without those of methods above that it could use
     * @param differentiated gradients that it took, likewise
     * @param degenerate whether the map means nothing, as a note says: it is not drawn
     * @param regions for methods that give regions values
     */
    public record Row(
            String name,
            String method,
            Tensor map,
            Optional<String> gap,
            double seconds,
            long scored,
            long differentiated,
            boolean degenerate,
            Optional<Regions> regions,
            List<String> notes) {
        public Row {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Regions that have values.
     *
     * @param segmentation where they are
     * @param lines a line for each that is listed, greatest value first
     * @param more how many there are besides
     */
    public record Regions(Segmentation segmentation, List<String> lines, int more) {
        public Regions {
            lines = List.copyOf(lines);
        }
    }

    /** The page. */
    public static String html(Head head, List<Photo> photos) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("head", head);
        page.put("photos", photos.stream().map(ComparePage::photo).toList());
        return Mustache.compiler()
                .withEscaper(text -> Escapers.HTML.escape(PlainText.lines(text)))
                .compile(template())
                .execute(page);
    }

    private static Map<String, Object> photo(Photo photo) {
        double most = photo.rows().stream()
                .filter(row -> !row.degenerate())
                .map(row -> HeatMap.of(shares(row.map())))
                .mapToDouble(map -> Math.max(-map.low(), map.high()))
                .max()
                .orElse(1);
        Reveal reveal = Reveal.of(photo.image());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", photo.name());
        view.put("target", photo.target());
        view.put("top", photo.top());
        view.put("picture", DataUri.jpeg(photo.image().toBufferedImage()));
        view.put("scale", String.format(Locale.ROOT, "%.2g", most));
        view.put(
                "rows",
                photo.rows().stream()
                        .map(row -> row(row, photo.image(), reveal, most))
                        .toList());
        return view;
    }

    private static Map<String, Object> row(Row row, Image photo, Reveal reveal, double most) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", row.name());
        view.put("method", row.method());
        view.put("pictures", row.degenerate() ? List.of() : List.of(pictures(row, photo, reveal, most)));
        view.put("gap", row.gap().orElse("—"));
        view.put("seconds", String.format(Locale.ROOT, "%.2f", row.seconds()));
        view.put("scored", row.scored());
        view.put("differentiated", row.differentiated());
        view.put("notes", row.notes());
        view.put(
                "regions",
                row.regions().stream()
                        .map(r -> Map.of(
                                "picture",
                                DataUri.png(RegionPictures.borders(photo, r.segmentation())),
                                "lines",
                                r.lines(),
                                "more",
                                r.more() == 0 ? List.of() : List.of(r.more())))
                        .toList());
        return view;
    }

    private static Map<String, Object> pictures(Row row, Image photo, Reveal reveal, double most) {
        HeatMap own = HeatMap.of(row.map());
        boolean signed = own.low() < 0;
        HeatMap common = new HeatMap(shares(row.map()), signed ? -most : 0, most, own.colors());
        return Map.of(
                "own", DataUri.png(Plate.of(own.picture(), own)),
                "ownOverlay", DataUri.jpeg(own.overlay(photo)),
                "common", DataUri.png(Plate.of(common.picture(), common)),
                "commonOverlay", DataUri.jpeg(common.overlay(photo)),
                "reveals", List.of(reveal(reveal, row, 0.05), reveal(reveal, row, 0.1), reveal(reveal, row, 0.3)));
    }

    /** What share of the map's magnitudes each pixel has. */
    private static Tensor shares(Tensor map) {
        double sum = 0;
        for (float v : map.data()) {
            sum += Math.abs(v);
        }
        float[] shares = new float[map.data().length];
        for (int i = 0; i < shares.length && sum > 0; i++) {
            shares[i] = (float) (map.data()[i] / sum);
        }
        return Tensor.of(map.shape(), shares);
    }

    private static Map<String, Object> reveal(Reveal reveal, Row row, double share) {
        BufferedImage picture = reveal.top(row.map(), share);
        return Map.of("percent", Math.round(100 * share), "picture", DataUri.jpeg(picture));
    }

    private static String template() {
        try (InputStream in = ComparePage.class.getResourceAsStream("compare.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
