package org.limn.evaluation.truth;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tables of boxes: the header {@code image,class,x0,y0,x1,y1}, in any order among other columns, then an object a row. */
final class CsvBoxes {
    private static final List<String> COLUMNS = List.of("image", "class", "x0", "y0", "x1", "y1");

    private CsvBoxes() {}

    /** The objects of each image, pixels {@code x0 ≤ x < x1}, counted from 0. */
    static Map<String, List<Annotation>> read(Path file) throws IOException {
        Map<String, List<Annotation>> found = new HashMap<>();
        for (Row row : rows(file, COLUMNS)) {
            double[] sides = new double[4];
            for (int i = 0; i < 4; i++) {
                String text = row.cells.get(2 + i);
                try {
                    sides[i] = Fault.number(text);
                } catch (NumberFormatException e) {
                    throw Fault.in(
                            file,
                            row.line,
                            row.columns.get(2 + i),
                            COLUMNS.get(2 + i) + " is a number of pixels, got '" + text + "'");
                }
            }
            if (sides[2] <= sides[0] || sides[3] <= sides[1]) {
                throw Fault.in(
                        file,
                        row.line,
                        row.columns.get(4),
                        "a box ends after it starts, got x " + sides[0] + " to " + sides[2] + ", y " + sides[1] + " to "
                                + sides[3]);
            }
            found.computeIfAbsent(Truths.stem(row.cells.get(0)), k -> new ArrayList<>())
                    .add(new Annotation(
                            row.cells.get(1),
                            new Outline.Box(sides[0], sides[1], sides[2], sides[3]),
                            file.toString()));
        }
        return found;
    }

    /**
     * A row's cells in the order asked for.
     *
     * @param columns where they stand in the file, from 1
     */
    record Row(long line, List<String> cells, List<Integer> columns) {}

    /** The rows below a header that has these columns. */
    static List<Row> rows(Path file, List<String> names) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(file)) {
            List<Integer> places = new ArrayList<>();
            for (CsvRecord record : records) {
                if (places.isEmpty()) {
                    List<String> header =
                            record.getFields().stream().map(String::strip).toList();
                    names.forEach(name -> places.add(header.indexOf(name)));
                    if (places.contains(-1)) {
                        throw Fault.in(file, 1, 1, "expected a header with the columns " + names + ", got " + header);
                    }
                    continue;
                }
                for (int i = 0; i < places.size(); i++) {
                    if (places.get(i) >= record.getFieldCount()) {
                        throw Fault.in(
                                file,
                                record.getStartingLineNumber(),
                                record.getFieldCount(),
                                "the row ends before its column " + names.get(i));
                    }
                }
                rows.add(new Row(
                        record.getStartingLineNumber(),
                        places.stream().map(p -> record.getField(p).strip()).toList(),
                        places.stream().map(p -> p + 1).toList()));
            }
        } catch (CsvParseException | java.io.UncheckedIOException e) {
            throw Fault.in(file, "not CSV: " + e.getMessage());
        }
        return rows;
    }
}
