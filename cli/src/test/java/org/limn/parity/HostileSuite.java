package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import org.limn.loader.onnx.HostileFiles;
import org.limn.loader.onnx.HostileFiles.Outcome;

/** Broken, hostile and unusual files, each in the heap and the time that its manifest allows. */
final class HostileSuite implements Suite {
    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public List<String> folders() {
        return List.of("hostile");
    }

    @Override
    public String about() {
        return "Broken, hostile and unusual models and pictures: REJECT by one line of the loader's own about what is wrong, ACCEPT"
                + " with the stored numbers, EITHER, but never a wrong number; each in a JVM with the heap that its manifest allows"
                + " and in a folder of its own. A figure is the seconds of processor time, its limit the case's.";
    }

    @Override
    public boolean counted() {
        return true;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        try (HostileFiles files = new HostileFiles(reference.path("hostile"))) {
            if (Files.exists(reference.path("hostile/onnx/manifest.json"))) {
                files.models(outcome -> report.accept(of(outcome)));
            }
            if (Files.exists(reference.path("hostile/images/manifest.tsv"))) {
                files.images(outcome -> report.accept(of(outcome)));
            }
        }
    }

    private static Case of(Outcome o) {
        if (o.problem().isEmpty()) {
            return Case.of(o.group(), o.id(), o.seconds(), o.limit());
        } else if (o.problem().equals("skipped")) {
            return Case.skipped(o.group(), o.id(), o.said());
        }
        String note = o.problem() + (o.said().isEmpty() ? "" : ": " + o.said());
        return new Case(o.group(), o.id(), o.seconds(), o.limit(), Case.Verdict.FAIL, note);
    }
}
