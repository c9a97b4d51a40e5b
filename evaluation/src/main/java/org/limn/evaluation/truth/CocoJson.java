package org.limn.evaluation.truth;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects of many photos as COCO writes them: {@code images}, {@code categories} and {@code annotations}, each of these with
 * a {@code segmentation}, of polygons or of run lengths (a list of counts or COCO's text), or else a {@code bbox}, [x, y, width,
 * height].
 *
 * <p>Lin et al., "Microsoft COCO: common objects in context", ECCV 2014; the data's format page.
 */
final class CocoJson {
    private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+) path (\\S+)");

    private final Path file;
    private final JsonReader json;
    private final Map<Long, String> images = new HashMap<>();
    private final Map<Long, String> categories = new HashMap<>();
    private final List<Item> items = new ArrayList<>();

    private record Item(long image, long category, List<Outline> outlines, String place) {}

    private CocoJson(Path file, JsonReader json) {
        this.file = file;
        this.json = json;
    }

    static Map<String, List<Annotation>> read(Path file) throws IOException {
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file))) {
            CocoJson coco = new CocoJson(file, json);
            try {
                coco.readAll();
            } catch (MalformedJsonException | EOFException | IllegalStateException | NumberFormatException e) {
                throw coco.fault(String.valueOf(e.getMessage()), json.toString());
            }
            return coco.byImage();
        }
    }

    private void readAll() throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (!List.of("images", "categories", "annotations").contains(name)) {
                json.skipValue();
                continue;
            }
            json.beginArray();
            while (json.hasNext()) {
                String place = json.toString();
                if (name.equals("annotations")) {
                    annotation(place);
                } else {
                    named(name.equals("images") ? "file_name" : "name", name.equals("images") ? images : categories);
                }
            }
            json.endArray();
        }
        json.endObject();
    }

    private void named(String key, Map<Long, String> known) throws IOException {
        String place = json.toString(), name = "";
        OptionalLong id = OptionalLong.empty();
        json.beginObject();
        while (json.hasNext()) {
            String next = json.nextName();
            if (next.equals("id")) {
                id = OptionalLong.of(json.nextLong());
            } else if (next.equals(key)) {
                name = json.nextString();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (id.isEmpty() || name.isEmpty()) {
            throw fault("expected id and " + key, place);
        }
        known.put(id.getAsLong(), name);
    }

    private void annotation(String place) throws IOException {
        OptionalLong image = OptionalLong.empty(), category = OptionalLong.empty();
        List<Outline> box = new ArrayList<>(), shape = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (name) {
                case "image_id" -> image = OptionalLong.of(json.nextLong());
                case "category_id" -> category = OptionalLong.of(json.nextLong());
                case "bbox" -> {
                    List<Double> b = numbers();
                    if (b.size() != 4 || b.get(2) <= 0 || b.get(3) <= 0) {
                        throw fault("a bbox is x, y, width and height, the last two above 0, got " + b, place);
                    }
                    box.add(new Outline.Box(b.get(0), b.get(1), b.get(0) + b.get(2), b.get(1) + b.get(3)));
                }
                case "segmentation" -> segmentation(shape, place);
                default -> json.skipValue();
            }
        }
        json.endObject();
        List<Outline> outlines = shape.isEmpty() ? box : shape;
        if (image.isEmpty() || category.isEmpty() || outlines.isEmpty()) {
            throw fault("an annotation needs image_id, category_id and a segmentation or a bbox", place);
        }
        items.add(new Item(image.getAsLong(), category.getAsLong(), outlines, place));
    }

    private void segmentation(List<Outline> shape, String place) throws IOException {
        if (json.peek() == JsonToken.BEGIN_ARRAY) {
            json.beginArray();
            while (json.hasNext()) {
                List<Double> corners = numbers();
                if (corners.size() < 6 || corners.size() % 2 != 0) {
                    throw fault(
                            "a polygon has x and y of at least 3 corners, got " + corners.size() + " numbers", place);
                }
                shape.add(new Outline.Polygon(corners));
            }
            json.endArray();
            return;
        }
        List<Integer> counts = new ArrayList<>(), size = new ArrayList<>();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "size" -> numbers().forEach(n -> size.add((int) (double) n));
                case "counts" -> {
                    if (json.peek() == JsonToken.STRING) {
                        counts.addAll(counts(json.nextString()));
                    } else {
                        numbers().forEach(n -> counts.add((int) (double) n));
                    }
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        long pixels = counts.stream().mapToLong(Integer::longValue).sum();
        if (size.size() != 2 || counts.stream().anyMatch(c -> c < 0) || pixels != (long) size.get(0) * size.get(1)) {
            throw fault(
                    "run lengths add up to the pixels of size [height, width], got " + pixels + " for " + size, place);
        }
        shape.add(new Outline.Runs(List.copyOf(counts), size.get(0), size.get(1)));
    }

    /** COCO's text: 5 bits a character from '0' on, the lowest first, bit 5 for more; from the fourth on less the last but one. */
    private static List<Integer> counts(String text) {
        List<Integer> counts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            long value = 0;
            int shift = 0, c;
            do {
                if (at == text.length() || shift > 30) {
                    throw new IllegalStateException("the text of run lengths ends within a number");
                }
                c = text.charAt(at++) - 48;
                value |= (long) (c & 0x1f) << shift;
                shift += 5;
            } while ((c & 0x20) != 0);
            value = (c & 0x10) != 0 ? value | -1L << shift : value;
            counts.add((int) (counts.size() > 2 ? value + counts.get(counts.size() - 2) : value));
        }
        return counts;
    }

    private List<Double> numbers() throws IOException {
        List<Double> numbers = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            numbers.add(json.nextDouble());
        }
        json.endArray();
        return numbers;
    }

    private Map<String, List<Annotation>> byImage() throws IOException {
        Map<String, List<Annotation>> found = new HashMap<>();
        for (Item item : items) {
            String image = images.get(item.image), category = categories.get(item.category);
            if (image == null || category == null) {
                throw fault(
                        image == null ? "there is no image " + item.image : "there is no category " + item.category,
                        item.place);
            }
            for (Outline outline : item.outlines) {
                found.computeIfAbsent(Truths.stem(image), k -> new ArrayList<>())
                        .add(new Annotation(category, outline, file.toString()));
            }
        }
        return found;
    }

    /** The reader tells where it is at the end of its messages and of its text. */
    private IOException fault(String what, String place) {
        Matcher m = PLACE.matcher(PLACE.matcher(what).find() ? what : place);
        String plain = what.replaceFirst("(?s) at line \\d+ column.*", "");
        return m.find()
                ? Fault.in(
                        file, Long.parseLong(m.group(1)), Long.parseLong(m.group(2)), plain + " (" + m.group(3) + ")")
                : Fault.in(file, plain);
    }
}
