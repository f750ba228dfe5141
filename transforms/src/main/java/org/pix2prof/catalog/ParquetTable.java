package org.pix2prof.catalog;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * The rows of a Parquet file. The columns that are needed of one row group are in memory at a time,
 * compressed.
 */
final class ParquetTable implements CatalogTable {
  private final ChannelInput input;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private MessageType selected;
  private int[] placeOf = {};
  private @Nullable RecordReader<Group> records;
  private long left;
  private @Nullable Group row;

  static CatalogTable open(ReadableByteChannel file, long size)
      throws IOException, BadImageException {
    if (!(file instanceof SeekableByteChannel channel)) {
      throw new IOException("Parquet needs a file that can be read in any order");
    }
    ChannelInput input = new ChannelInput(channel, size);
    try {
      return new ParquetTable(input);
    } catch (IOException | RuntimeException e) {
      throw broken(input, e);
    }
  }

  private ParquetTable(ChannelInput input) throws IOException {
    this.input = input;
    this.reader =
        ParquetFileReader.open(
            input, ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    this.schema = reader.getFileMetaData().getSchema();
    this.selected = schema;
  }

  /** Parquet's library throws almost anything at bytes that make no sense. */
  private static BadImageException broken(ChannelInput input, Exception e) throws IOException {
    input.throwFailure();
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new BadImageException(
        "bad_parquet", "the Parquet file cannot be read, or ends too early: " + message, e);
  }

  @Override
  public List<Column> columns() {
    return schema.getFields().stream()
        .map(type -> new Column(type.getName(), Optional.empty(), ParquetCell.unusable(type)))
        .toList();
  }

  @Override
  public void select(BitSet columns) throws IOException, BadImageException {
    List<Type> fields = new ArrayList<>();
    placeOf = new int[schema.getFieldCount()];
    for (int column = columns.nextSetBit(0); column >= 0; column = columns.nextSetBit(column + 1)) {
      placeOf[column] = fields.size();
      fields.add(schema.getType(column));
    }
    selected = new MessageType(schema.getName(), fields);
    reader.setRequestedSchema(selected);
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    try {
      while (left == 0) {
        PageReadStore group = reader.readNextRowGroup();
        if (group == null) {
          return false;
        }
        left = group.getRowCount();
        records =
            new ColumnIOFactory()
                .getColumnIO(selected, schema)
                .getRecordReader(group, new GroupRecordConverter(selected));
      }
      row = records.read();
      left--;
      return true;
    } catch (IOException | RuntimeException e) {
      throw broken(input, e);
    }
  }

  @Override
  public @Nullable Object cell(int column) {
    return ParquetCell.value(row, placeOf[column]);
  }
}
