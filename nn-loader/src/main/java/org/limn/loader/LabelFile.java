package org.limn.loader;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.limn.loader.text.PlainText;

/**
 * Lists of class names as people have them, in UTF-8:
 * <ul>
 *   <li><b>text</b>: line k, from 0, is the name of class k; a WordNet number before it ({@code n01440764 tench}) is left out.
 *   <li><b>JSON</b>: {@code ["tench", …]}, {@code {"0": "tench", …}} or, as Keras has it, {@code {"0": ["n01440764",
 *       "tench"], …}}, where the last text is the name.
 *   <li><b>CSV</b> (by the file's extension): {@code number,name}, or {@code name} alone; a first row whose number is none is
 *       a header; more columns are left out.
 * </ul>
 */
final class LabelFile {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_CLASSES = 1_000_000;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_MESSAGE = 600;

    private final Path file;
    private final SortedMap<Integer, String> names = new TreeMap<>();

    private LabelFile(Path file) {
        this.file = file;
    }

    static SortedMap<Integer, String> read(Path file) throws IOException {
        LabelFile labels = new LabelFile(file);
        String text = labels.text();
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            labels.readJson(text);
        } else if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            labels.readCsv(text);
        } else {
            labels.readLines(text);
        }
        if (labels.names.isEmpty()) {
            throw labels.error("holds no labels; expected text with one per line, JSON or CSV");
        }
        return labels.names;
    }

    private String text() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw error(Files.exists(file) ? "not a file; a list of labels was expected" : "there is no such file");
        } else if (Files.size(file) > MOST_BYTES) {
            throw error("larger than the 16 MiB that a list of labels may have");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw error("not text in UTF-8; a list of labels was expected");
        } catch (IOException e) {
            throw error("cannot be read: " + e);
        }
    }

    private void readLines(String text) throws IOException {
        int number = 0;
        for (String line : text.stripTrailing().lines().toList()) {
            put(number++, line.replaceFirst("^n\\d{8}\\s+", ""), "line " + number);
        }
    }

    private void readCsv(String text) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text)) {
            for (CsvRecord row : rows) {
                String where = "line " + row.getStartingLineNumber();
                boolean single = row.getFieldCount() == 1;
                boolean numbered = row.getField(0).strip().matches("\\d{1,9}");
                if (single) {
                    put(names.size(), row.getField(0), where);
                } else if (numbered) {
                    put(Integer.parseInt(row.getField(0).strip()), row.getField(1), where);
                } else if (row.getStartingLineNumber() > 1) {
                    throw error(where + ": expected a class number, got '" + row.getField(0) + "'");
                }
            }
        } catch (CsvParseException e) {
            throw error("not CSV: " + e.getMessage());
        }
    }

    private void readJson(String text) throws IOException {
        try (JsonReader json = new JsonReader(new StringReader(text))) {
            boolean list = json.peek() == JsonToken.BEGIN_ARRAY;
            if (list) {
                json.beginArray();
            } else {
                json.beginObject();
            }
            while (json.hasNext()) {
                int number = list ? names.size() : number(json.nextName());
                put(number, name(json), "class " + number);
            }
        } catch (MalformedJsonException | EOFException | IllegalStateException e) {
            throw error("not JSON with a list of labels: " + e.getMessage());
        }
    }

    private int number(String key) throws IOException {
        if (!key.matches("\\d{1,9}")) {
            throw error("expected class numbers as keys, got '" + key + "'");
        }
        return Integer.parseInt(key);
    }

    private static String name(JsonReader json) throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            return json.nextString();
        }
        String last = "";
        json.beginArray();
        while (json.hasNext()) {
            last = json.nextString();
        }
        json.endArray();
        return last;
    }

    private void put(int number, String name, String where) throws IOException {
        String clean = PlainText.of(name.replaceAll("\\s+", " ").strip(), LONGEST_NAME);
        if (clean.isEmpty()) {
            throw error(where + ": expected a name, got nothing");
        } else if (number >= MOST_CLASSES) {
            throw error("class " + number + "; at most " + MOST_CLASSES + " are read");
        } else if (names.put(number, clean) != null) {
            throw error("class " + number + " is named twice");
        }
    }

    private IOException error(String what) {
        return new IOException(
                PlainText.of((file + ": " + what).replaceAll("[ \\t]*+\\R[ \\t]*+", " "), LONGEST_MESSAGE));
    }
}
