import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.parser.PreflightParser;

/** Says whether a file is PDF/A-1b, and if not, every clause that it breaks. */
public class Preflight {
  public static void main(String[] args) throws Exception {
    PreflightParser parser = new PreflightParser(new File(args[0]));
    parser.parse();
    PreflightDocument doc = parser.getPreflightDocument();
    doc.validate();
    ValidationResult result = doc.getResult();
    System.out.println(result.isValid() ? "PDF/A-1b" : "not PDF/A-1b");
    for (ValidationResult.ValidationError e : result.getErrorsList()) {
      System.out.println(e.getErrorCode() + " " + e.getDetails());
    }
  }
}
