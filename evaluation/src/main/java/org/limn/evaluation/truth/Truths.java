package org.limn.evaluation.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.limn.autodiff.SettingException;
import org.limn.evaluation.Truth;
import org.limn.loader.Labels;
import org.limn.loader.image.Image;
import org.limn.loader.image.Pictures;
import org.limn.loader.image.Preprocessing;

/**
 * Where objects are in photos, from a folder of files of any of these kinds; files belong to a photo by its name without the
 * extension, and what several say is united.
 * <ul>
 *   <li>{@code photo.xml}: PASCAL VOC, ImageNet;
 *   <li>{@code *.json}: COCO;
 *   <li>{@code *.csv}: a header {@code image,class,x0,y0,x1,y1}, pixels from 0, the last ones outside;
 *   <li>{@code photo.png}: a mask as large as the photo, bright = object, whatever the class; {@code photo.CLASS.png}: of a class.
 * </ul>
 * Objects are called by a class's name or number; other names, such as WordNet's numbers, by rows {@code name,class} of a file
 * {@code classes.csv}.
 */
public final class Truths {
    private final Path folder;
    private final Labels labels;
    private final Map<String, Integer> classes = new HashMap<>();
    private final Map<String, List<Annotation>> tables = new HashMap<>();

    private Truths(Path folder, Labels labels) {
        this.folder = folder;
        this.labels = labels;
    }

    /**
     * Reads what is not of one photo only.
     *
     * @throws IOException if a file cannot be read or is wrong, in one line with its place
     */
    public static Truths open(Path folder, Labels labels) throws IOException {
        Truths truths = new Truths(folder, labels);
        if (!Files.isDirectory(folder)) {
            throw Fault.in(folder, Files.exists(folder) ? "not a folder of truths" : "there is no such folder");
        }
        for (Path file : truths.files("")) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.equals("classes.csv")) {
                truths.readClasses(file);
            } else if (name.endsWith(".csv") || name.endsWith(".json")) {
                Map<String, List<Annotation>> its = name.endsWith(".csv") ? CsvBoxes.read(file) : CocoJson.read(file);
                its.forEach((photo, all) -> truths.tables
                        .computeIfAbsent(photo, k -> new ArrayList<>())
                        .addAll(all));
            }
        }
        return truths;
    }

    /**
     * Where the objects of a class are, or why nobody knows.
     *
     * @param missing empty where there is a truth
     */
    public record Found(Optional<Truth> truth, String missing) {}

    /**
     * The objects of a class in a photo, through the photo's own crop and resize to height × width: a pixel belongs to them if at
     * least half of it does.
     *
     * @throws IOException if a file is wrong, in one line with its place
     */
    public Found of(Path photo, Image pixels, int target, Preprocessing preprocessing, int height, int width)
            throws IOException {
        List<Annotation> all = annotations(stem(photo.getFileName().toString()));
        if (all.isEmpty()) {
            return missing("no truth is known of the photo");
        }
        boolean[] mask = new boolean[pixels.width() * pixels.height()];
        TreeSet<String> others = new TreeSet<>();
        boolean any = false;
        for (Annotation each : all) {
            OptionalInt number = each.object().isEmpty() ? OptionalInt.of(target) : number(each.object());
            if (number.isPresent() && number.getAsInt() == target) {
                any = true;
                try {
                    each.outline().fill(mask, pixels.height(), pixels.width());
                } catch (SettingException e) {
                    throw Fault.in(Path.of(each.source()), String.valueOf(e.getMessage()));
                }
            } else {
                others.add(number.isPresent() ? each.object() : each.object() + " (no class is called so)");
            }
        }
        if (!any) {
            return missing("the truth shows no " + labels.name(target) + ", but " + String.join(", ", others));
        }
        byte[] painted = new byte[3 * mask.length];
        for (int i = 0; i < painted.length; i++) {
            painted[i] = (byte) (mask[i / 3] ? 255 : 0);
        }
        Image fit = preprocessing.fit(Image.of(pixels.width(), pixels.height(), painted), height, width);
        boolean[] inside = new boolean[height * width];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = (fit.rgb()[3 * i] & 0xff) >= 128;
        }
        Truth truth = new Truth(inside, height, width);
        return truth.area() == 0
                ? missing("nothing of the object is left after the photo's crop and resize")
                : new Found(Optional.of(truth), "");
    }

    private static Found missing(String why) {
        return new Found(Optional.empty(), why);
    }

    private List<Annotation> annotations(String photo) throws IOException {
        List<Annotation> all = new ArrayList<>(tables.getOrDefault(photo, List.of()));
        for (Path file : files(photo + ".")) {
            String rest = file.getFileName().toString().substring(photo.length() + 1);
            if (rest.equalsIgnoreCase("xml")) {
                all.addAll(VocXml.read(file));
            } else if (rest.toLowerCase(Locale.ROOT).endsWith("png")) {
                String object = rest.length() > 4 ? rest.substring(0, rest.length() - 4) : "";
                all.add(new Annotation(object, new Outline.Painted(Pictures.read(file)), file.toString()));
            }
        }
        return all;
    }

    private List<Path> files(String start) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(start) && Files.isRegularFile(f))
                    .sorted()
                    .toList();
        }
    }

    private void readClasses(Path file) throws IOException {
        for (CsvBoxes.Row row : CsvBoxes.rows(file, List.of("name", "class"))) {
            try {
                classes.put(row.cells().get(0), labels.number(row.cells().get(1)));
            } catch (SettingException e) {
                throw Fault.in(file, row.line(), row.columns().get(1), String.valueOf(e.getMessage()));
            }
        }
    }

    private OptionalInt number(String object) {
        Integer known = classes.get(object);
        if (known != null) {
            return OptionalInt.of(known);
        }
        try {
            return OptionalInt.of(labels.number(object));
        } catch (SettingException e) {
            return OptionalInt.empty();
        }
    }

    /** A photo's name without folders and extension. */
    static String stem(String file) {
        return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.[^.]+$", "");
    }
}
