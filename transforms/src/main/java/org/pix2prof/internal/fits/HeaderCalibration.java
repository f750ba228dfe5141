// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pix2prof.model.BadImageException;

/**
 * Finds the calibration of an image in its header: the unit of its pixels, all zero points that
 * {@code docs/read-fits.md} lists, and the system of the magnitudes. Zero points that contradict
 * each other are an error. A zero point is doubtful if it may be for one count or for one count per
 * second.
 */
final class HeaderCalibration {
  /**
   * Maximum relative difference of the areas by PIXAR_SR and by the WCS; distortions stay far
   * below.
   */
  private static final double SAME_AREA = 0.05;

  /**
   * Telescopes whose archives give MJy/sr; other files may have kept the unit of an earlier step.
   */
  private static final List<String> OF_MEGAJANSKY =
      List.of("JWST", "Spitzer", "SST", "Herschel", "AKARI", "IRAS", "WISE", "Planck", "SOFIA");

  private static final Pattern ELECTRONS =
      Pattern.compile("(?i)(?:photo)?electrons?\\b.*|e-?(?:[ /].*)?");

  /** Keywords of the error of a zero point. */
  private static final Map<String, String> ERRORS =
      Map.of(
          "PHOTZP", "PHOTZPER",
          "MAGZPT", "MAGZRR",
          "MAGZP", "MAGZPUNC",
          "ZPAPPROX", "ZPTERR");

  /** Maximum error of a zero point that is believed, mag. */
  private static final double LARGEST_ERROR = 1;

  /** Name, in place of a keyword, of the known zero point of the survey. */
  private static final String SURVEY = "the survey's unit";

  private final InheritedHeader header;
  private final FluxUnit unit;
  private final OptionalDouble pixelScale;
  private final SurveyLayout survey;

  /**
   * A reader of one header.
   *
   * @param header of the image
   * @param pixelScale side of a pixel in arcsec, if known
   * @param survey whose keywords take precedence
   */
  HeaderCalibration(InheritedHeader header, OptionalDouble pixelScale, SurveyLayout survey) {
    this.header = header;
    this.unit = FluxUnit.of(header);
    this.pixelScale = pixelScale;
    this.survey = survey;
  }

  /**
   * Reads the calibration.
   *
   * @throws BadImageException if the unit is not a flux per pixel, or zero points contradict each
   *     other
   */
  Calibration read() throws BadImageException {
    OptionalDouble ofSurvey = survey.zeroPoint(header.image(), header.primary());
    if (ofSurvey.isPresent() && survey.isChosen()) {
      return new Calibration(ofSurvey, system(Optional.empty()), false);
    }
    requireFlux();
    List<ZeroPointCandidate> candidates = new ArrayList<>();
    if (ofSurvey.isPresent()) {
      candidates.add(
          ZeroPointCandidate.certain(
              SURVEY, ofSurvey.getAsDouble(), survey.magnitudeSystem(header)));
    }
    OptionalDouble ofUnit = ofUnit();
    if (ofUnit.isPresent()) {
      candidates.add(ZeroPointCandidate.certain("BUNIT", ofUnit.getAsDouble(), MagnitudeSystem.AB));
    }
    candidates.addAll(ofKeywords());
    for (String keyword : survey.zeroPointKeywords()) {
      for (ZeroPointCandidate candidate : candidates) {
        if (candidate.keyword().equals(keyword)) {
          return calibration(candidate, false);
        }
      }
    }
    return choose(candidates);
  }

  private void requireFlux() throws BadImageException {
    boolean noWavelength = unit.kind() == FluxUnit.Kind.PER_WAVELENGTH && !header.has("PHOTPLAM");
    if (unit.kind() == FluxUnit.Kind.OTHER || noWavelength) {
      throw header.unusable(
          "BUNIT",
          "counts, or a flux density per pixel or solid angle such as nanomaggy, mJy or MJy/sr"
              + (noWavelength ? ", or PHOTPLAM, the wavelength in Angstrom" : ""));
    }
  }

  private OptionalDouble ofUnit() throws BadImageException {
    switch (unit.kind()) {
      case FLUX:
        return OptionalDouble.of(unit.zeroPoint());
      case PER_WAVELENGTH:
        double wavelength = header.number("PHOTPLAM").orElse(0);
        if (wavelength <= 0) {
          throw header.unusable("PHOTPLAM", "a wavelength in Angstrom");
        }
        return OptionalDouble.of(unit.zeroPoint() - 5 * Math.log10(wavelength));
      case PER_AREA:
        return ofArea(unit.zeroPoint());
      case RATE:
        double factor = header.numberOrNone("PHOTMJSR").orElse(0);
        return factor > 0
            ? ofArea(FluxUnit.of("MJy/sr").zeroPoint() - 2.5 * Math.log10(factor))
            : OptionalDouble.empty();
      default:
        return OptionalDouble.empty();
    }
  }

  /** Returns the zero point of a pixel, given that of 1 arcsec^2. */
  private OptionalDouble ofArea(double zeroPoint) {
    OptionalDouble area =
        pixelScale.isPresent()
            ? OptionalDouble.of(pixelScale.getAsDouble() * pixelScale.getAsDouble())
            : pixelArea();
    return area.isPresent()
        ? OptionalDouble.of(zeroPoint - 2.5 * Math.log10(area.getAsDouble()))
        : area;
  }

  /** Returns the area of a pixel in arcsec^2, by the keywords of JWST. */
  private OptionalDouble pixelArea() {
    double arcsec2 = header.numberOrNone("PIXAR_A2").orElse(0);
    double steradian = header.numberOrNone("PIXAR_SR").orElse(0);
    if (steradian > 0) {
      return OptionalDouble.of(steradian * FluxUnit.ARCSEC2_PER_STERADIAN);
    }
    return arcsec2 > 0 ? OptionalDouble.of(arcsec2) : OptionalDouble.empty();
  }

  private List<ZeroPointCandidate> ofKeywords() throws BadImageException {
    List<ZeroPointCandidate> found = new ArrayList<>();
    List<PipelineConvention> pipelines = new ArrayList<>(PipelineConvention.of(header));
    survey.convention().filter(given -> !pipelines.contains(given)).ifPresent(pipelines::add);
    for (PipelineConvention pipeline : pipelines) {
      pipeline.read(header, unit).ifPresent(found::add);
    }
    Set<String> done =
        pipelines.stream().flatMap(p -> p.keywords().stream()).collect(Collectors.toSet());
    InheritedHeader keywords = ofZeroPoints();
    for (ZeroPointKeyword keyword : ZeroPointKeyword.ALL) {
      OptionalDouble zeroPoint =
          done.contains(keyword.name()) ? OptionalDouble.empty() : keyword.zeroPoint(keywords);
      if (zeroPoint.isPresent()) {
        found.add(candidate(keyword, zeroPoint.getAsDouble()));
      }
    }
    return found;
  }

  /** Ignores zero points of the primary header if the image has its own. */
  private InheritedHeader ofZeroPoints() {
    boolean own = ZeroPointKeyword.ALL.stream().anyMatch(k -> header.image().has(k.name()));
    return own ? new InheritedHeader(header.image(), Optional.empty()) : header;
  }

  private ZeroPointCandidate candidate(ZeroPointKeyword keyword, double zeroPoint) {
    Optional<KnownPublisher> publisher = KnownPublisher.of(header, keyword.name());
    Optional<MagnitudeSystem> system =
        keyword.system().or(() -> publisher.map(KnownPublisher::system));
    double seconds = RateZeroPoint.seconds(header).orElse(1);
    boolean known = keyword.defined() || publisher.isPresent();
    boolean perImage =
        seconds == 1
            || (unit.kind() == FluxUnit.Kind.RATE && !KnownPublisher.isCommunityPipeline(header));
    boolean certain = known || (perImage && !mayBeOfAnotherGain());
    double perSecond = known || perImage ? zeroPoint : zeroPoint + 2.5 * Math.log10(seconds);
    return new ZeroPointCandidate(keyword.name(), zeroPoint, perSecond, certain, system);
  }

  /** Electrons beside a gain: the zero point may be of the counts that they were made from. */
  private boolean mayBeOfAnotherGain() {
    double gain = header.numberOrNone("GAIN").orElse(1);
    return gain > 0
        && gain != 1
        && header.text("BUNIT").filter(text -> ELECTRONS.matcher(text).matches()).isPresent();
  }

  /** The error of a zero point that was not measured is 999, -1 or the like. */
  private boolean isUnmeasured(String keyword) {
    String error = ERRORS.get(keyword);
    double magnitudes = error == null ? 0 : header.numberOrNone(error).orElse(0);
    return !(magnitudes >= 0 && magnitudes < LARGEST_ERROR);
  }

  private Calibration choose(List<ZeroPointCandidate> candidates) throws BadImageException {
    for (int i = 0; i < candidates.size(); i++) {
      for (int j = i + 1; j < candidates.size(); j++) {
        if (!candidates.get(i).agrees(candidates.get(j))) {
          throw contradiction(candidates.get(i), candidates.get(j));
        }
      }
    }
    Optional<ZeroPointCandidate> certain =
        candidates.stream().filter(ZeroPointCandidate::certain).findFirst();
    if (certain.isPresent()) {
      return calibration(certain.get(), isDoubtful(certain.get()));
    }
    if (candidates.isEmpty()) {
      return Calibration.UNKNOWN;
    }
    ZeroPointCandidate first = candidates.get(0);
    for (ZeroPointCandidate other : candidates) {
      if (other.isExposureOf(first) || first.isExposureOf(other)) {
        ZeroPointCandidate ofExposure = other.isExposureOf(first) ? other : first;
        return calibration(ofExposure, unit.kind() != FluxUnit.Kind.COUNTS);
      }
    }
    return calibration(first, true);
  }

  private boolean isDoubtful(ZeroPointCandidate chosen) {
    if (isUnmeasured(chosen.keyword())) {
      return true;
    }
    if (unit.kind() != FluxUnit.Kind.PER_AREA) {
      return false;
    }
    if (!chosen.keyword().equals("BUNIT")) {
      return true;
    }
    OptionalDouble area = pixelArea();
    if (area.isPresent() && pixelScale.isPresent()) {
      double ofWcs = pixelScale.getAsDouble() * pixelScale.getAsDouble();
      return Math.abs(area.getAsDouble() / ofWcs - 1) > SAME_AREA;
    }
    boolean perSteradian = header.text("BUNIT").filter(u -> u.matches("(?i).*sr.*")).isPresent();
    return area.isEmpty()
        && perSteradian
        && OF_MEGAJANSKY.stream().noneMatch(name -> header.begins("TELESCOP", name));
  }

  private Calibration calibration(ZeroPointCandidate chosen, boolean doubtful) {
    return new Calibration(
        OptionalDouble.of(chosen.zeroPoint()), system(chosen.system()), doubtful);
  }

  /** {@return the system of the magnitudes: AB unless the header or its pipeline gives another} */
  MagnitudeSystem system(Optional<MagnitudeSystem> ofCandidate) {
    return MagnitudeSystem.named(header)
        .or(() -> ofCandidate)
        .orElseGet(() -> survey.magnitudeSystem(header));
  }

  private BadImageException contradiction(ZeroPointCandidate one, ZeroPointCandidate other) {
    return new BadImageException(
        "bad_keyword",
        String.format(
            Locale.ROOT,
            "%s (zero point %.3f mag) and %s (%.3f mag) contradict each other; expected one zero"
                + " point, or the option zeroPoint or survey",
            found(one),
            one.zeroPoint(),
            found(other),
            other.zeroPoint()));
  }

  private String found(ZeroPointCandidate candidate) {
    return header.has(candidate.keyword())
        ? header.found(candidate.keyword())
        : candidate.keyword();
  }
}
