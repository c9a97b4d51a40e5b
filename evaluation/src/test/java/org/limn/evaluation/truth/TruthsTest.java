package org.limn.evaluation.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.limn.loader.Labels;
import org.limn.loader.image.Image;
import org.limn.loader.image.Preprocessing;

/** A photo of 8×4 pixels, cut or stretched to 4×4. */
class TruthsTest {
    private static final Labels LABELS = Labels.of(List.of("cat", "dog, hound"));

    @TempDir
    private Path folder;

    @Test
    void pascalBoxesCountFromOneAndSeveralObjectsAreUnited() throws IOException {
        write("photo.xml", xml("dog", 1, 1, 2, 2) + xml("hound", 7, 3, 8, 4) + xml("cat", 4, 1, 5, 4));
        assertEquals("#... #... ...# ...#", dog());
    }

    @Test
    void cocoPolygonsRunsAndBoxesAreRead() throws IOException {
        String head =
                "{'images':[{'id':1,'file_name':'a/photo.jpg'}],'categories':[{'id':9,'name':'dog'}],'annotations':[";
        String item = "{'image_id':1,'category_id':9,";
        write("a.json", head + item + "'bbox':[0,0,2,2]}," + item + "'segmentation':[[4,2,8,2,8,4,4,4]]}]}");
        assertEquals("#... #... ..## ..##", dog());
        // columns of four: the last two columns
        write("a.json", head + item + "'segmentation':{'size':[4,8],'counts':[24,8]}}]}");
        assertEquals("...# ...# ...# ...#", dog());
        write("a.json", head + item + "'segmentation':{'size':[4,8],'counts':'h08'}}]}");
        assertEquals("...# ...# ...# ...#", dog());
    }

    @Test
    void tablesOfBoxesAreReadAndOtherNamesExplained() throws IOException {
        write("boxes.csv", "image,class,x0,y0,x1,y1\nphoto.jpg,n02084071,4,0,8,2\n");
        assertEquals("the truth shows no dog, hound, but n02084071 (no class is called so)", missing());
        write("classes.csv", "name,class\nn02084071,dog\n");
        assertEquals("..## ..## .... ....", dog());
    }

    @Test
    void aCropOfThePhotoCropsItsTruth() throws IOException {
        write("boxes.csv", "image,class,x0,y0,x1,y1\nphoto.jpg,1,4,0,8,2\n");
        Preprocessing crop = Preprocessing.ZERO_ONE.with(new org.limn.loader.image.Fit.CenterCrop(1));
        assertEquals("..## ..## .... ....", text(found(crop)));
        write("boxes.csv", "image,class,x0,y0,x1,y1\nphoto.jpg,1,7,0,8,2\n");
        assertEquals(
                "nothing of the object is left after the photo's crop and resize",
                found(crop).missing());
    }

    @Test
    void aPhotoWithoutFilesHasNoTruth() throws IOException {
        assertEquals("no truth is known of the photo", missing());
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() throws IOException {
        write("photo.xml", "<annotation>\n <object><name>dog</name></object>\n</annotation>");
        assertTrue(error().contains("photo.xml: line 2, column "), error());
        write("photo.xml", "<annotation>\n <object></annotation>");
        assertTrue(error().contains("line 2, column "), error());
        Files.delete(folder.resolve("photo.xml"));
        write("boxes.csv", "image,class,x0,y0,x1,y1\nphoto.jpg,dog,4,zero,8,2\n");
        assertTrue(error().contains("boxes.csv: line 2, column 4: y0 is a number of pixels, got 'zero'"), error());
        write("boxes.csv", "image,class,left\n");
        assertTrue(error().contains("line 1, column 1: expected a header"), error());
        Files.delete(folder.resolve("boxes.csv"));
        write("a.json", "{'images':[{'id':1,\n 'file_name':}]}");
        assertTrue(error().contains("a.json: line 2, column "), error());
        write(
                "a.json",
                "{'images':[],\n'categories':[],'annotations':[\n{'image_id':1,'category_id':2,'bbox':[0,0,1,1]}]}");
        assertTrue(error().contains("a.json: line 3, column 2: there is no image 1"), error());
    }

    private static String xml(String name, int x0, int y0, int x1, int y1) {
        return "<object><name>" + name + "</name><part><name>cat</name></part><bndbox><xmin>" + x0 + "</xmin><ymin>"
                + y0 + "</ymin><xmax>" + x1 + "</xmax><ymax>" + y1 + "</ymax></bndbox></object>";
    }

    private void write(String name, String text) throws IOException {
        String whole = name.endsWith("xml") && !text.startsWith("<annotation")
                ? "<annotation>" + text + "</annotation>"
                : text;
        Files.writeString(folder.resolve(name), whole.replace('\'', name.endsWith("json") ? '"' : '\''));
    }

    private Truths.Found found(Preprocessing preprocessing) throws IOException {
        return Truths.open(folder, LABELS)
                .of(Path.of("photo.jpg"), Image.of(8, 4, new byte[3 * 32]), 1, preprocessing, 4, 4);
    }

    private String dog() throws IOException {
        return text(found(Preprocessing.ZERO_ONE));
    }

    private String missing() throws IOException {
        return found(Preprocessing.ZERO_ONE).missing();
    }

    private String error() {
        return String.valueOf(assertThrows(IOException.class, () -> found(Preprocessing.ZERO_ONE))
                .getMessage());
    }

    private static String text(Truths.Found found) {
        boolean[] mask = found.truth().orElseThrow().mask();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            text.append(i > 0 && i % 4 == 0 ? " " : "").append(mask[i] ? '#' : '.');
        }
        return text.toString();
    }
}
