import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files with the real veraPDF engine.
 *
 * Arguments: the flavours joined by commas, then the files. Each file and flavour gives a line
 * "file TAB flavour TAB compliant or broken TAB number of checks", followed by a line
 * "TAB rule TAB times TAB message TAB place" for each rule that is broken. The exit code is 1 when any is.
 */
public final class Vera {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean broken = false;
        for (int place = 1; place < arguments.length; place++) {
            for (String flavour : arguments[0].split(",")) {
                broken |= !check(arguments[place], PDFAFlavour.fromString(flavour));
            }
        }
        System.exit(broken ? 1 : 0);
    }

    private static boolean check(String file, PDFAFlavour flavour) throws Exception {
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "compliant" : "broken";
            System.out.println(file + "\t" + flavour.getId() + "\t" + verdict + "\t" + result.getTotalAssertions());
            Map<String, Integer> times = new TreeMap<>();
            Map<String, String> examples = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    times.merge(rule, 1, Integer::sum);
                    examples.putIfAbsent(
                            rule, assertion.getMessage() + "\t" + assertion.getLocation().getContext());
                }
            }
            for (Map.Entry<String, Integer> entry : times.entrySet()) {
                String example = examples.get(entry.getKey()).replace("\n", " ");
                System.out.println("\t" + entry.getKey() + "\t" + entry.getValue() + "\t" + example);
            }
            return result.isCompliant();
        }
    }
}
